"""The pictures of a scan beside its print: places that differ, for a person to look at.

`prints` draws a page of the print wherever it is wanted, `laying` finds out where it lies on the scan, `tiles` says
what is compared, `differing` how much each place differs, `showing` what a person is shown.
"""

from linxuan.papers.scans.comparing.pages import Compared, compared
from linxuan.papers.scans.comparing.prints import Print

__all__ = ["Compared", "Print", "compared"]
