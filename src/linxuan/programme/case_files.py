"""Reading case files: situations that a clerk can read, with what is expected of them.

The key `ranking`, `history`, `action` or `grade` tells what a case is about; without these it is an application.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from linxuan.language import say
from linxuan.programme import shapes
from linxuan.programme.definition import LEADS_TO
from linxuan.programme.entry import Entry
from linxuan.programme.faults import Faults, Place, suggestion
from linxuan.programme.known import Known
from linxuan.programme.situations import (
    OPEN,
    ActCase,
    AnyCase,
    ApplicationCase,
    GradeCase,
    HistoryCase,
    OrderCase,
    Ranked,
)

VERDICTS = ("", "eligible", "ineligible", "undetermined")
OUTCOMES = ("met", "not_met", "unknown")
EXPECTED = ("verdict", "finds", "missing", "absent", "scores", "refused")
"""What a case about an application may expect."""
UNKNOWN = "unknown"
STANDINGS = ("", *LEADS_TO)
DECIDING = ("", "from", "forced_when", "not_filed", "at_most", "lowest")


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
    if entry.has("grade"):
        return _grade(entry, track, base)
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
        scores=_scores(entry),
        refused=entry.reference("refused", "field"),
    )
    if not any(map(entry.has, EXPECTED)):
        hint = say("写其中一个：{words}", words=say("、").join(EXPECTED))
        entry.fault("", say("没有说明应得出什么"), hint)
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


def _scores(entry: Entry) -> Mapping[str, Decimal | None]:
    """Points by `score` or `score.part`; whether the score has such a part shows when the case is run."""
    found: dict[str, Decimal | None] = {}
    for name, written in entry.named("scores").items():
        entry.check_reference("scores", name.partition(".")[0], "score")
        found[name] = None if written == UNKNOWN else _points(entry, "scores", written)
    return found


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
                yield Ranked(id, track, category, _points(entry, "ranking", score))
            case _:
                entry.fault("ranking", say('每行要写 ["编号", "类别", "类", 分值]，小数放在引号里'))


def _points(entry: Entry, key: str, raw: object) -> Decimal:
    try:
        return shapes.decimal_number(raw)
    except shapes.Misshapen as fault:
        entry.fault(key, str(fault))
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
        standing=entry.word("standing", STANDINGS, ""),
        because=entry.reference("because", "standing"),
    )


# ── a grade ──


def _grade(entry: Entry, track: str, base: Mapping[str, object]) -> GradeCase:
    """`track` names the round."""
    if track not in entry.known.rounds:
        hint = say('写 track = "评估轮次的代号"')
        entry.fault("", say("等次的案例要说明是哪一轮评估"), hint)
    return GradeCase(
        file=entry.place.file,
        id=entry.id,
        says=_says(entry),
        round=track,
        answers=_together(entry, base),
        base=base,
        score=entry.decimal("score"),
        filed=entry.yes_no("filed", True),
        others=entry.decimals("others"),
        on=entry.day("on"),
        grade=entry.reference("grade", "grade", wanted=True, also=OPEN),
        because=entry.word("because", DECIDING, ""),
        missing=entry.references("missing", "field"),
    )
