"""The list of designated (认定名单): the titles of a cohort that stand, by track and category, from the register."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from linxuan.programme.definition import Call
from linxuan_site.documents.content import LetterPaper, LetterPart
from linxuan_site.documents.letter_words import in_words, nth
from linxuan_site.documents.notice_frame import Made, table
from linxuan_site.models import RegisterLine
from linxuan_site.queries.designated_lists import designated_of

SUSPENDED = "suspended"


def designated_list(made: Made) -> LetterPaper:
    """Return the list, to everybody; what is suspended is told so."""
    call = made.call
    lines = sorted(designated_of(call, made.paper), key=lambda one: _place(call, one))
    documents = "、".join(dict.fromkeys(one.document for one in lines if one.document))
    return made.letter(
        opening=(f"依据{documents}，第{nth(call.cohort)}批{call.programme}名单（共{len(lines)}个）如下。",),
        parts=tuple(_parts(call, lines)),
        statement=("名单按公布时的登记列出，称号现在的状态以公开的名录为准。",),
        above=call.programme,
    )


def _place(call: Call, line: RegisterLine) -> tuple[int, int]:
    """Tracks and their categories in the order of the package."""
    tracks = list(call.tracks)
    categories = list(call.tracks[line.track].categories) if line.track in call.tracks else []
    within = categories.index(line.category) if line.category in categories else len(categories)
    return tracks.index(line.track) if line.track in tracks else len(tracks), within


def _parts(call: Call, lines: Sequence[RegisterLine]) -> Iterator[LetterPart]:
    for number, (name, run) in enumerate(groupby(lines, key=lambda one: _line_name(call, one)), start=1):
        own = list(run)
        rows = tuple(_row(at, one) for at, one in enumerate(own, start=1))
        yield table(f"{nth(number)}、{name}（{len(own)}个）", ("序号", "名称", "模式", "认定日期"), rows)


def _row(at: int, line: RegisterLine) -> tuple[str, ...]:
    name = f"{line.name}（称号暂停）" if line.state == SUSPENDED else line.name
    return str(at), name, line.mode, in_words(line.designated_on) if line.designated_on else ""


def _line_name(call: Call, line: RegisterLine) -> str:
    track = call.tracks.get(line.track)
    if track is None:
        return line.track
    category = track.categories.get(line.category, "")
    return f"{track.name}·{category}" if category else track.name
