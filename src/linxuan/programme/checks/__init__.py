"""What only shows when the elements of a call are held against each other and against the notice.

Each check is a function of the call and its package; it notes faults and goes on.
"""

from linxuan.programme.checks.citations import check_citations
from linxuan.programme.definition import Call
from linxuan.programme.package import Package

CHECKS = (check_citations,)


def check_all(call: Call, package: Package) -> None:
    """Make every check."""
    for check in CHECKS:
        check(call, package)
