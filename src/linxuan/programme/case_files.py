"""Cases of a package: a situation that a clerk can read, and what is expected of it.

A case is about one application, an order, an act or a history; the key that tells which is `finds` or
`verdict` or `refused`, `ranking`, `action`, `history`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from linxuan.language import say
from linxuan.programme import shapes
from linxuan.programme.entry import Entry
from linxuan.programme.faults import Faults, Place, suggestion
from linxuan.programme.known import Known

VERDICTS = ("", "eligible", "ineligible", "undetermined")
OUTCOMES = ("met", "not_met", "unknown")
LEADS_TO = ("", "keep", "warn", "suspend", "ask", "revoke")


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What every case has: where it stands, and one sentence for a clerk."""

    file: str
    id: str
    says: str


@dataclass(frozen=True, kw_only=True)
class ApplicationCase(Situation):
    """One application. `refused` is the field whose answer is none; `absent` are rules that do not apply."""

    track: str
    answers: Mapping[str, object]
    set: Mapping[str, object] = field(default_factory=dict)
    on: date | None = None
    verdict: str = ""
    finds: Mapping[str, str] = field(default_factory=dict)
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    absent: tuple[str, ...] = ()
    refused: str = ""


@dataclass(frozen=True)
class Ranked:
    """One row of an order."""

    id: str
    track: str
    category: str
    score: Decimal


@dataclass(frozen=True, kw_only=True)
class OrderCase(Situation):
    """An order at one quota: who is within, who is equal at the line, who waits."""

    ranking: tuple[Ranked, ...]
    quota: str
    nominated: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()
    reserve: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ActCase(Situation):
    """An act on a case that lacks nothing but what `without` names; `taken` are places by quota."""

    track: str
    stage: str
    action: str
    on: date
    answers: Mapping[str, object]
    without: tuple[str, ...] = ()
    taken: Mapping[str, int] = field(default_factory=dict)
    received_on: date | None = None
    to: str = ""
    refused: str = ""


@dataclass(frozen=True, kw_only=True)
class HistoryCase(Situation):
    """The grades of a designated entity; `because` is the standing that decides."""

    history: Mapping[str, object]
    standing: str
    because: str = ""


AnyCase = ApplicationCase | OrderCase | ActCase | HistoryCase


def read_cases(file: str, table: Mapping[str, object], faults: Faults, known: Known) -> Iterator[AnyCase]:
    """Yield the cases of one file, and note what is wrong with them."""
    top = Entry(
        {key: value for key, value in table.items() if key != "format"}, Place(file), faults, known, id=file
    )
    track = top.reference("track", "track", also=known.rounds)
    base = _answers(top, "base")
    cases = top.named("case")
    for id, written in cases.items():
        place = Place(file, ("case", id))
        if isinstance(written, Mapping):
            entry = Entry(written, place, faults, known)
            yield _read(entry, entry.reference("track", "track", also=known.rounds) or track, base)
            entry.close()
        else:
            faults.add(place, say("要写成 [case.代号]，下面是它的各个键"))
    if not cases:
        faults.add(Place(file), say("没有一个案例"), say("写 [case.代号]"))
    top.close()


def _read(entry: Entry, track: str, base: Mapping[str, object]) -> AnyCase:
    if entry.has("ranking"):
        return _order(entry)
    if entry.has("history"):
        return _history(entry)
    if entry.has("action"):
        return _act(entry, track, base)
    return _application(entry, track, base)


def _says(entry: Entry) -> str:
    return entry.text("says", wanted=True)


# ── one application ──


def _application(entry: Entry, track: str, base: Mapping[str, object]) -> ApplicationCase:
    if not track:
        entry.fault("", say("没有说明类别"), say('在文件最上面写 track = "…"'))
    found = ApplicationCase(
        file=entry.place.file,
        id=entry.id,
        says=_says(entry),
        track=track,
        answers=_together(entry, base),
        set=_by_id(entry, "set", "param"),
        on=entry.day("on"),
        verdict=entry.word("verdict", VERDICTS, ""),
        finds=_finds(entry),
        missing=_missing(entry),
        absent=entry.references("absent", "rule"),
        refused=entry.reference("refused", "field"),
    )
    if not any(entry.has(key) for key in ("verdict", "finds", "missing", "absent", "refused")):
        entry.fault("", say("没有说明应得出什么"), say("写 verdict、finds、missing、absent 或 refused"))
    return found


def _together(entry: Entry, base: Mapping[str, object]) -> Mapping[str, object]:
    """The answers to start from, with those of the case, without those taken away."""
    answers = {**base, **_answers(entry, "answers")}
    for id in entry.references("without", "field", also=("filed_on",)):
        answers.pop(id, None)
    return answers


def _answers(entry: Entry, key: str) -> dict[str, object]:
    return dict(_by_id(entry, key, "field", also=("filed_on",)))


def _by_id(entry: Entry, key: str, kind: str, also: tuple[str, ...] = ()) -> Mapping[str, object]:
    found = entry.named(key)
    for id in found:
        if id not in also:
            entry.check_reference(key, id, kind, also)
    return found


def _finds(entry: Entry) -> Mapping[str, str]:
    found = _by_id(entry, "finds", "rule")
    for id, outcome in found.items():
        if outcome not in OUTCOMES:
            problem = say("“{rule}”不能是“{outcome}”", rule=id, outcome=outcome)
            entry.fault("finds", problem, suggestion(str(outcome), OUTCOMES))
    return {id: str(outcome) for id, outcome in found.items()}


def _missing(entry: Entry) -> Mapping[str, tuple[str, ...]]:
    inside = entry.table("missing")
    found = _by_id(entry, "missing", "rule")
    return {id: inside.references(id, "field") for id in found} if inside else {}


# ── an order ──


def _order(entry: Entry) -> OrderCase:
    return OrderCase(
        file=entry.place.file,
        id=entry.id,
        says=_says(entry),
        ranking=tuple(_ranked(entry)),
        quota=entry.reference("quota", "quota", wanted=True),
        nominated=entry.texts("nominated"),
        tied=entry.texts("tied"),
        reserve=entry.texts("reserve"),
    )


def _ranked(entry: Entry) -> Iterator[Ranked]:
    raw = entry.ask("ranking")
    for row in raw if isinstance(raw, list) else [raw]:
        match row:
            case [str() as id, str() as track, str() as category, (int() | str()) as score]:
                entry.check_reference("ranking", track, "track")
                yield Ranked(id, track, category, _score(entry, score))
            case _:
                entry.fault("ranking", say('每行要写 ["编号", "类别", "类", 分值]，小数放在引号里'))


def _score(entry: Entry, raw: object) -> Decimal:
    try:
        return shapes.decimal_number(raw)
    except shapes.Misshapen as fault:
        entry.fault("ranking", str(fault))
        return Decimal(0)


# ── an act ──


def _act(entry: Entry, track: str, base: Mapping[str, object]) -> ActCase:
    if not track:
        entry.fault("", say("没有说明类别"), say('写 track = "…"'))
    if entry.has("to") == entry.has("refused"):
        entry.fault("", say("要写 to（到哪个环节）或 refused（被什么拒绝）中的一个"))
    if not entry.has("on"):
        entry.fault("", say("缺少“on”"), say("写哪一天办理，如 on = 2023-05-15"))
    return ActCase(
        file=entry.place.file,
        id=entry.id,
        says=_says(entry),
        track=track,
        stage=entry.reference("stage", "stage", wanted=True),
        action=entry.reference("action", "action", wanted=True),
        on=entry.day("on") or shapes.FIRST_DAY,
        answers={**base, **_answers(entry, "answers")},
        without=entry.texts("without"),
        taken=_taken(entry),
        received_on=entry.day("received_on"),
        to=entry.reference("to", "stage"),
        refused=entry.text("refused"),
    )


def _taken(entry: Entry) -> Mapping[str, int]:
    inside = entry.table("taken")
    found = _by_id(entry, "taken", "quota")
    return {id: inside.whole(id) or 0 for id in found} if inside else {}


# ── a history ──


def _history(entry: Entry) -> HistoryCase:
    if not entry.has("standing"):
        entry.fault("", say("缺少“standing”"), say('写应得出什么，如 standing = "keep"'))
    return HistoryCase(
        file=entry.place.file,
        id=entry.id,
        says=_says(entry),
        history=entry.named("history"),
        standing=entry.word("standing", LEADS_TO, ""),
        because=entry.reference("because", "standing"),
    )
