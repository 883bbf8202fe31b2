"""The cells of a list of designated entities: text to value and back, each by the words of the call."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from linxuan.answers.dates import as_date
from linxuan.answers.raw import Unfit
from linxuan.credit_code import is_credit_code, normalised
from linxuan.designations.words import state_name
from linxuan.headings import squeezed
from linxuan.language import say
from linxuan.programme.definition import Call
from linxuan.programme.numerals import han_number

LONGEST: Mapping[str, int] = {"name": 200, "item": 200, "document": 200, "category": 60, "mode": 60}
LAST_COHORT = 999
STATE_WORDS: Mapping[str, tuple[str, ...]] = {
    "held": ("保留", "在册", "kept"),
    "suspended": ("暂停", "已暂停"),
    "withdrawn": ("退出", "撤回", "已撤回"),
    "revoked": ("取消", "撤销", "已撤销"),
    "expired": ("到期",),
    "absorbed": ("已并入", "并入", "合并"),
}
"""What lists call the states of a title besides the words that we have for them."""
BETWEEN_NAMES = "；"
_SEVERAL = re.compile(r"[；;、|\n]")
_COHORT = re.compile(r"第?([0-9]{1,3}|[零〇一二两三四五六七八九十百]{1,5})批?(?:次)?")


class Unreadable(Exception):
    """A cell that cannot be read; `problem` says why and what it has to be."""

    def __init__(self, problem: str) -> None:
        self.problem = problem
        super().__init__(problem)


@dataclass(frozen=True)
class Lookups:
    """What the words in the cells of a call's lists mean: squeezed words to ids, and ids to the words that we write."""

    tracks: Mapping[str, str]
    categories: Mapping[str, Mapping[str, str]]
    modes: Mapping[str, Mapping[str, str]]
    places: Mapping[str, str]
    names: Mapping[tuple[str, str], str]

    def read(self, id: str, track: str, text: str) -> object:
        """Return the value of a cell of the column `id`; `track` is the cell of that column. Raises `Unreadable`."""
        if not text and id in ("name", "cohort", "track", "document"):
            raise Unreadable(say("空着，请填写"))
        return _READERS[id](self, self.tracks.get(squeezed(track), ""), text)

    def written(self, id: str, track: str, value: object) -> str:
        """Return a value as the cell from which `read` has it."""
        if id == "category":
            return self.names.get((f"category:{track}", str(value)), str(value))
        if id == "state":
            return state_name(str(value)) if value in STATE_WORDS else str(value)
        if isinstance(value, tuple):
            return BETWEEN_NAMES.join(value)
        return self.names.get((id, str(value)), "" if value is None else str(value))


def lookups_of(call: Call) -> Lookups:
    """Return the words of a call: its tracks, their categories and modes, and the rows of its offices."""
    tracks = [*((one.id, one.name) for one in call.tracks.values())]
    places = _places(call)
    names = {("track", id): name for id, name in tracks} | {("in_charge", key): name for key, name in places}
    for track in call.tracks.values():
        names |= {(f"category:{track.id}", id): name for id, name in track.categories.items()}
    return Lookups(
        tracks=_words(tracks),
        categories={one.id: _words(one.categories.items()) for one in call.tracks.values()},
        modes={one.id: {squeezed(mode): mode for mode in one.modes} for one in call.tracks.values()},
        places=_words(places),
        names=names,
    )


def _places(call: Call) -> list[tuple[str, str]]:
    lists = [call.lists[office.each] for office in call.offices.values() if office.each]
    return [(key, row.get("name", key)) for one in lists for key, row in one.rows.items()]


def _words(named: object) -> dict[str, str]:
    """Ids by id and by name; a name that two have is none."""
    pairs = list(named)  # type: ignore[call-overload]
    by_name: dict[str, set[str]] = {}
    for id, name in pairs:
        by_name.setdefault(squeezed(name), set()).add(id)
    single = {name: min(ids) for name, ids in by_name.items() if len(ids) == 1}
    return {**single, **{squeezed(id): id for id, _name in pairs}}


def _text(id: str) -> Callable[[Lookups, str, str], str]:
    def read(_lookups: Lookups, _track: str, text: str) -> str:
        return one_line(text, LONGEST[id])

    return read


def one_line(text: str, longest: int) -> str:
    """Return a text with its white space joined. Raises `Unreadable` where it is too long or has odd signs."""
    joined = " ".join(text.split())
    if len(joined) > longest:
        raise Unreadable(say("有{count}字，最多{most}字", count=len(joined), most=longest))
    if any(unicodedata.category(sign) in ("Cc", "Cs") for sign in joined):
        raise Unreadable(say("有看不见的控制字符，请重新输入"))
    return joined


def _credit_code(_lookups: Lookups, _track: str, text: str) -> str:
    code = normalised(text)
    if code and not is_credit_code(code):
        raise Unreadable(say("“{code}”不是校验无误的18位统一社会信用代码", code=text[:30]))
    return code


def _cohort(_lookups: Lookups, _track: str, text: str) -> int:
    found = _COHORT.fullmatch(squeezed(text))
    number = 0
    if found:
        number = int(found[1]) if found[1].isascii() else han_number(found[1])
    if not 1 <= number <= LAST_COHORT:
        raise Unreadable(say("批次“{cohort}”不是整数，要写 3 或 第三批", cohort=text[:20]))
    return number


def _track(lookups: Lookups, _track: str, text: str) -> str:
    return _one_of(lookups.tracks, text, sorted(_shown(lookups, "track")))


def _category(lookups: Lookups, track: str, text: str) -> str:
    known = lookups.categories.get(track, {})
    if not text or not known:
        return one_line(text, LONGEST["category"])
    return _one_of(known, text, sorted(_shown(lookups, f"category:{track}")))


def _mode(lookups: Lookups, track: str, text: str) -> str:
    return lookups.modes.get(track, {}).get(squeezed(text)) or one_line(text, LONGEST["mode"])


def _place(lookups: Lookups, _track: str, text: str) -> str:
    return _one_of(lookups.places, text, _shown(lookups, "in_charge")) if text else ""


def _shown(lookups: Lookups, kind: str) -> list[str]:
    return [name for (one, _id), name in lookups.names.items() if one == kind]


def _one_of(known: Mapping[str, str], text: str, names: list[str]) -> str:
    id = known.get(squeezed(text))
    if id is None:
        some = say("、").join(names[:12]) + ("…" if len(names) > 12 else "")
        told = say("没有“{word}”，可以是：{names}", word=text[:40], names=some)
        raise Unreadable(told)
    return id


def _day(_lookups: Lookups, _track: str, text: str) -> date | None:
    try:
        return as_date(text) if text else None
    except Unfit as fault:
        raise Unreadable(fault.allowed) from None


def _old_names(_lookups: Lookups, _track: str, text: str) -> tuple[str, ...]:
    names = (one_line(one, LONGEST["name"]) for one in _SEVERAL.split(text))
    return tuple(dict.fromkeys(one for one in names if one))


def _state(_lookups: Lookups, _track: str, text: str) -> str:
    word = squeezed(text)
    for id, words in STATE_WORDS.items():
        if word in (id, squeezed(state_name(id)), *words):
            return id
    return one_line(text, 60)


_READERS: Mapping[str, Callable[[Lookups, str, str], object]] = {
    "name": _text("name"),
    "item": _text("item"),
    "document": _text("document"),
    "credit_code": _credit_code,
    "cohort": _cohort,
    "track": _track,
    "category": _category,
    "mode": _mode,
    "in_charge": _place,
    "designated_on": _day,
    "old_names": _old_names,
    "state": _state,
}
