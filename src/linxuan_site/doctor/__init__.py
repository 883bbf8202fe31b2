"""`linxuan doctor`: looks at an installation, a subject at a time, and says what is wrong and how to mend it.

A check is a function without arguments that returns what it saw. It changes nothing but a file that it
makes and takes away again; the page of the administrators and the command show the same findings.
"""

from linxuan_site.doctor.examination import examine
from linxuan_site.doctor.findings import ORDER, Finding, worst

__all__ = ["ORDER", "Finding", "examine", "worst"]
