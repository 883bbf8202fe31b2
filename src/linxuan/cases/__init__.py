"""Running the cases of a package: what each expects against what the rules, orders and acts give."""

from collections.abc import Iterator
from dataclasses import dataclass

from linxuan.cases.acts import failures_of_act
from linxuan.cases.applications import failures_of_application
from linxuan.cases.grades import failures_of_grade
from linxuan.cases.histories import failures_of_history
from linxuan.cases.orders import failures_of_order
from linxuan.errors import BadInput
from linxuan.programme.case_files import read_cases
from linxuan.programme.definition import Call
from linxuan.programme.faults import Faults
from linxuan.programme.known import Known
from linxuan.programme.resolve import procedures
from linxuan.programme.situations import ActCase, AnyCase, ApplicationCase, GradeCase, OrderCase

__all__ = ["CaseResult", "cases_of", "run_cases"]


@dataclass(frozen=True)
class CaseResult:
    """One case that was run: `says` is its sentence, `failures` what came out otherwise, empty if nothing."""

    file: str
    id: str
    says: str
    failures: tuple[str, ...]


def run_cases(call: Call) -> tuple[CaseResult, ...]:
    """Run every case of the package, in the order of the files."""
    return tuple(
        CaseResult(case.file, case.id, case.says, tuple(_failures(call, case))) for case in cases_of(call)
    )


def cases_of(call: Call) -> tuple[AnyCase, ...]:
    """Return every case of the package, in the order of the files."""
    return tuple(
        case for file, table in call.cases.items() for case in read_cases(file, table, Faults(), _known(call))
    )


def _known(call: Call) -> Known:
    """The package was read, so its references are sound and are not looked at again."""
    kinds = ("field", "param", "rule", "quota", "stage", "action", "standing", "track", "score", "grade")
    return Known(dict.fromkeys((*kinds, "round")), procedures(call), tuple(call.rounds))


def _failures(call: Call, case: AnyCase) -> Iterator[str]:
    try:
        if isinstance(case, ApplicationCase):
            yield from failures_of_application(call, case)
        elif isinstance(case, OrderCase):
            yield from failures_of_order(call, case)
        elif isinstance(case, ActCase):
            yield from failures_of_act(call, case)
        elif isinstance(case, GradeCase):
            yield from failures_of_grade(call, case)
        else:
            yield from failures_of_history(call, case)
    except BadInput as fault:
        yield str(fault)
