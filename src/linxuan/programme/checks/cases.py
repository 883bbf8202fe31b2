"""Case files: whether they say what is expected of what; whether it comes true is for `linxuan.cases`."""

from linxuan.programme.case_files import read_cases
from linxuan.programme.definition import Call
from linxuan.programme.package import Package


def check_cases(call: Call, package: Package) -> None:
    """Read every case once, for its faults."""
    for file, table in call.cases.items():
        for _ in read_cases(file, table, package.faults, package.known):
            continue
