"""Everything that can be said of a package before it runs: its faults, open demands, and its cases."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from linxuan.cases import CaseResult, run_cases
from linxuan.errors import DefinitionError
from linxuan.language import say
from linxuan.programme.coverage import CoveredPhrase, coverage
from linxuan.programme.definition import Call
from linxuan.programme.known import CALL
from linxuan.programme.lines import Lines
from linxuan.programme.reading import read_with_errors


@dataclass(frozen=True)
class Inspection:
    """What was found: all errors, the phrases of the notice, and the cases that were run.

    Cases are only run where the package has no fault of its own.
    """

    call: Call
    errors: tuple[DefinitionError, ...]
    phrases: tuple[CoveredPhrase, ...]
    cases: tuple[CaseResult, ...]


def inspect(files: Mapping[str, bytes], id: str) -> Inspection:
    """Inspect a package: read it, look for demands that nothing carries, and run its cases."""
    call, errors = read_with_errors(files, id)
    # While the file that carries them cannot be read, every demand would be open.
    phrases = () if any(error.file == CALL and not error.place for error in errors) else coverage(call)
    cases = () if errors else run_cases(call)
    return Inspection(call, (*errors, *_open_demands(call, phrases), *_failed(files, cases)), phrases, cases)


def _open_demands(call: Call, phrases: tuple[CoveredPhrase, ...]) -> Iterator[DefinitionError]:
    for phrase in phrases:
        if phrase.unbound:
            notice = call.notices[phrase.notice]
            yield DefinitionError(
                notice.file,
                notice.by_address[phrase.address].line,
                phrase.place,
                say("没有落实：{words}", words=say("、").join(phrase.unbound)),
                say("写一个元素，用 cite 引上这些字；只能由人判断的写 judgement，没有要求的写 statement"),
            )


def _failed(files: Mapping[str, bytes], cases: tuple[CaseResult, ...]) -> Iterator[DefinitionError]:
    for case in cases:
        for failure in case.failures:
            line = Lines(files[case.file].decode("utf-8-sig")).of(("case", case.id))
            yield DefinitionError(case.file, line, f"case.{case.id}", failure, case.says)
