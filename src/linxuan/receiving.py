"""What came of a paper, beside what the programme wants of it: copies, seals, an electronic copy."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from linxuan.language import say
from linxuan.programme.definition import Paper

State = Literal["nothing", "lacking", "complete"]


@dataclass(frozen=True)
class Came:
    """Copies of a paper that came at once, on a day. `seals` are those that every copy of them bears.

    `revision` is that of the print; None for a paper whose prints have none.
    """

    paper: str
    copies: int
    on: date
    seals: frozenset[str] = frozenset()
    electronic: bool = False
    revision: int | None = None


@dataclass(frozen=True)
class Tally:
    """A paper and all that came of its newest revision. `older` copies are of an earlier one and do not count.

    `complete_on` is the day on which the last copy or seal came that was wanted; None while one is wanting.
    """

    paper: Paper
    copies: int = 0
    unsealed: tuple[str, ...] = ()
    electronic: bool = False
    older: int = 0
    complete_on: date | None = None

    @property
    def state(self) -> State:
        """Whether nothing came, something is wanting, or all is there on paper."""
        if self.copies == 0:
            return "nothing"
        return "complete" if self.complete_on else "lacking"

    @property
    def wanting(self) -> int:
        """How many copies are wanting."""
        return max(self.paper.copies - self.copies, 0)


def tally_of(
    paper: Paper, came: Iterable[Came], *, newest: int | None = None, electronic: bool = False
) -> Tally:
    """Return what came of a paper, in the order of coming. `newest` is its newest revision, where it has any.

    `electronic` tells that an electronic copy is in the system already.
    """
    own = [one for one in came if one.paper == paper.id and one.copies]
    counting = [one for one in own if newest is None or one.revision in (None, newest)]
    copies, complete_on = 0, None
    sealed = dict.fromkeys(paper.seals, 0)
    for one in counting:
        copies += one.copies
        for seal in one.seals & set(sealed):
            sealed[seal] += one.copies
        if complete_on is None and min([copies, *sealed.values()]) >= paper.copies:
            complete_on = one.on
    return Tally(
        paper,
        copies,
        tuple(seal for seal, count in sealed.items() if count < min(copies, paper.copies)),
        electronic or any(one.electronic for one in counting),
        sum(one.copies for one in own) - copies,
        complete_on,
    )


def state_of(tallies: Iterable[Tally]) -> State:
    """Return the state of several papers together."""
    states = {one.state for one in tallies}
    if states <= {"nothing"}:
        return "nothing"
    return "complete" if states == {"complete"} else "lacking"


def lacks(tally: Tally) -> list[str]:
    """Return what is wanting of a paper, each in a few words; the electronic copy last."""
    return list(_lacks(tally))


def _lacks(tally: Tally) -> Iterator[str]:
    if tally.wanting:
        yield say("差{count}份", count=tally.wanting)
    for seal in tally.unsealed:
        yield say("缺{seal}", seal=seal_name(seal))
    if tally.paper.also and not tally.electronic:
        yield say("缺电子版")


def in_words(tally: Tally) -> str:
    """Return what came of a paper in one line: 收到3份，缺单位公章."""
    if tally.copies == 0:
        older = say("（收到{count}份旧稿，不算）", count=tally.older) if tally.older else ""
        return say("还没有收到纸质材料") + older
    parts: Sequence[str] = [say("收到{count}份", count=tally.copies), *lacks(tally)]
    return say("，").join(parts if len(parts) > 1 else [*parts, say("齐全")])


def seal_name(seal: str) -> str:
    """Return what people call a seal or a signature that a paper bears."""
    names = {
        "unit": say("单位公章"),
        "office": say("部门公章"),
        "government": say("人民政府公章"),
        "legal_representative": say("法定代表人签字"),
        "cover": say("封面公章"),
        "edge": say("骑缝章"),
        "hand": say("亲笔签名"),
    }
    return names.get(seal, seal)
