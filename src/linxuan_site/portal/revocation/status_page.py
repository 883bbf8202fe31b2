"""What the page of operating statuses shows: words to judge, and what a file would record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from linxuan.programme.definition import Call
from linxuan.statuses import LEAVE_OUT, STATUS, StatusMatch
from linxuan_site.queries.statuses import StatusPreview, unjudged

MOST_SHOWN = 200


@dataclass(frozen=True)
class DoubtfulLine:
    """A line that a person has to decide, with what was chosen for it."""

    match: StatusMatch
    chosen: str

    @property
    def name(self) -> str:
        """The input of its decision."""
        return f"row-{self.match.row.line}"


def statuses_page(
    call: Call,
    typed: Mapping[str, str] | None = None,
    preview: StatusPreview | None = None,
    held: str = "",
    held_name: str = "",
    judging: int | None = None,
) -> dict[str, object]:
    """Return what the page shows; `judging` is the record whose judgement was refused."""
    typed = typed or {}
    field = call.fields.get(STATUS)
    words = {id: option.label for id, option in field.options.items()} if field else {}
    shown = preview if preview is not None and not preview.faults else None
    return {
        "call": call,
        "options": words.items(),
        "unjudged": unjudged(call),
        "judging": judging,
        "typed": typed,
        "source": typed.get("source", ""),
        "preview": shown,
        "held": held,
        "held_name": held_name,
        "leave_out": LEAVE_OUT,
        "doubtful": [_doubtful(one, typed) for one in shown.of("doubtful")] if shown else [],
        "recorded": _some(shown, "recorded", words),
        "asked": _some(shown, "asked", words),
        "counts": {word: len(shown.of(word)) for word in ("recorded", "asked", "same", "strange")}
        if shown
        else {},
    }


def _doubtful(match: StatusMatch, typed: Mapping[str, str]) -> DoubtfulLine:
    return DoubtfulLine(match, typed.get(f"row-{match.row.line}", ""))


def _some(
    preview: StatusPreview | None, outcome: str, words: Mapping[str, str]
) -> Sequence[tuple[StatusMatch, str]]:
    if preview is None:
        return ()
    return [(one, words.get(one.status or "", "")) for one in preview.of(outcome)[:MOST_SHOWN]]
