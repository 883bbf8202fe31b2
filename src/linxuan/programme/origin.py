"""Where an element comes from: the words of the notice, or the authority and its reason."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from linxuan.language import say
from linxuan.programme.definition import Citation
from linxuan.programme.entry import Entry
from linxuan.programme.faults import Faults

_ADDRESS = re.compile(r"(?:(?P<notice>[a-z][a-z0-9_-]*):)?(?P<address>[^\s#:]+)#(?P<sentence>\d{1,4})")
_EXAMPLE = "一(二)2(1)#4 我市示范企业不超过3个"
FROM_FILE = ("cite", "source", "why")
"""The keys that a file may give once at its top for all that it holds."""


@dataclass(frozen=True)
class Origin:
    """What the keys `cite`, `source`, `why` and `reading` say."""

    cites: tuple[Citation, ...] = ()
    source: str = ""
    why: str = ""
    reading: str = ""


def read_origin(entry: Entry, *, wanted: bool = True) -> Origin:
    """Return where an element comes from; with `wanted`, it has to say so."""
    reading = entry.text("reading")
    own = any(entry.has(key) for key in ("cite", "source"))
    if entry.inherited and not own:
        return _inherited(entry, reading)
    origin = Origin(read_cites(entry), entry.word("source", ("authority",), ""), entry.text("why"), reading)
    _check(entry, origin, wanted)
    return origin


def _inherited(entry: Entry, reading: str) -> Origin:
    """The origin of the whole file; its faults are told at the top of the file."""
    whole = Entry(entry.inherited, entry.place, Faults(), entry.known)
    for key in FROM_FILE:
        entry.ask(key)
    why = entry.text("why") or whole.text("why")
    return Origin(read_cites(whole), whole.word("source", ("authority",), ""), why, reading)


def _check(entry: Entry, origin: Origin, wanted: bool) -> None:
    cited, sourced = entry.has("cite"), entry.has("source")
    if cited and sourced:
        entry.fault(
            "source",
            say("同时写了 cite 和 source"),
            say("通知里有的写 cite，通知里没有、主管部门自己加的写 source，只留一个"),
        )
    elif wanted and not cited and not sourced:
        entry.fault(
            "",
            say("没有说明出处"),
            say('写 cite = "条款地址 通知原话"，通知里没有的写 source = "authority" 和 why'),
        )
    if origin.source and not origin.why:
        entry.fault("source", say("写了 source 就要用 why 说明为什么"), say('加上 why = "…"'))


def read_cites(entry: Entry, key: str = "cite") -> tuple[Citation, ...]:
    """Return the citations at a key; whether the words stand there is checked when the notice is read."""
    return tuple(_citations(entry, key))


def _citations(entry: Entry, key: str) -> Iterator[Citation]:
    for written in entry.texts(key):
        address, words = (*written.split(maxsplit=1), "")[:2]
        found = _ADDRESS.fullmatch(plain_address(address))
        if found is None or not words:
            entry.fault(
                key,
                say("“{words}”不是引文", words=_short(written)),
                say('写成 "地址#第几句 通知原话"，如 "{example}"', example=_EXAMPLE),
            )
            continue
        yield Citation(found["notice"] or "main", found["address"], int(found["sentence"]), words)


def plain_address(address: str) -> str:
    """Return an address with its brackets and digits in one width: `一（二）２` is `一(二)2`."""
    return unicodedata.normalize("NFKC", address)


def _short(text: str) -> str:
    return text if len(text) <= 30 else f"{text[:30]}…"
