"""What can be taken over, one offer for each answer, and what has to be filled in anew, with why."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from linxuan.answers.reading import read_answer, same_answer
from linxuan.answers.showing import to_json
from linxuan.carrying.forms import (
    FiledFile,
    Filled,
    difference,
    is_empty,
    lost_choice,
    to_look_at,
    unfit_file,
)
from linxuan.carrying.rows import rows_taken
from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.programme.definition import Field
from linxuan.rules.terms import Value

OVER = ":over"
"""What the key of an offer ends with that would replace years beside those that it fills."""


@dataclass(frozen=True)
class Offer:
    """One answer that can be taken over.

    Of a year table `new` has the years that are taken over, and no other is touched.
    """

    key: str
    field: Field
    section: str
    new: object = None
    old: object = None
    replaces: bool = False
    """Whether something that was filled in would give way, or, of files, be joined by them."""
    notes: tuple[str, ...] = ()
    files: tuple[tuple[str, FiledFile], ...] = ()
    """Slots and the files that come with it."""


@dataclass(frozen=True)
class Left:
    """An answer of the earlier application that cannot be taken over, and why."""

    field: Field
    section: str
    why: str


@dataclass(frozen=True)
class Takeover:
    """What an application can take over from an earlier one."""

    offers: tuple[Offer, ...]
    left: tuple[Left, ...]
    same: int
    """How many answers stand there already."""
    gone: tuple[Field, ...]
    """What was answered then and is not asked any more."""
    fresh: tuple[tuple[str, Field], ...]
    """What has to be filled in and was not asked then, each after its section."""


def takeover(
    before: Filled, now: Filled, *, opened: Collection[str], withheld: Mapping[str, str] | None = None
) -> Takeover:
    """Compare an earlier form with one that is being filled in.

    `opened` are the fields that may be filled in now; `withheld` says of fields why their earlier answers
    are not for this application.
    """
    answered = {one.id: one for one in before.answered()}
    common = [one for one in now.sections if one in answered and one in opened]
    found = [_compared(before, answered[one], now, withheld or {}) for one in common]
    offers = tuple(offer for one in found if isinstance(one, list) for offer in one)
    lacking = [one for one in now.sections if one in opened and one not in before.fields]
    return Takeover(
        offers=offers,
        left=tuple(one for one in found if isinstance(one, Left)),
        same=sum(one == [] for one in found),
        gone=tuple(one for id, one in answered.items() if id not in now.fields),
        fresh=tuple((now.sections[one], now.fields[one]) for one in lacking if _wanted(now, now.fields[one])),
    )


def answers_with(offers: Iterable[Offer]) -> dict[str, object]:
    """Return the answers that stand after offers were taken, of the fields that they are about."""
    found: dict[str, object] = {}
    for one in (offer for offer in offers if offer.field.kind != "file"):
        if one.field.years and isinstance(one.new, Mapping):
            found[one.field.id] = {**_years(one.field, found.get(one.field.id, one.old)), **one.new}
        else:
            found[one.field.id] = one.new
    return found


def _compared(before: Filled, then: Field, now: Filled, withheld: Mapping[str, str]) -> list[Offer] | Left:
    """The offers of one field; none where the same stands there already."""
    field, section = now.fields[then.id], now.sections[then.id]
    why = withheld.get(then.id) or difference(then, field)
    if why:
        return Left(field, section, why)
    if field.kind == "file":
        return _files(before, now, field)
    try:
        value = read_answer(before.call, before.procedure, then.id, before.raw[then.id])
    except BadInput:
        return Left(field, section, say("那时填的内容看不懂"))
    why = lost_choice(before, then, now, field, value)
    if why:
        return Left(field, section, why)
    notes = to_look_at(before, then, now, field)
    if field.years:
        return _year_offers(now, field, _years_answered(then, before.raw[then.id], value), notes)
    new: object = before.raw[then.id]
    files: list[tuple[str, FiledFile]] = []
    if field.kind == "group":
        new, files, lost = rows_taken(before, then, now, field, value)
        notes = (*notes, *lost)
    return _whole(now, field, new, tuple(files), notes)


def _whole(
    now: Filled, field: Field, new: object, files: tuple[tuple[str, FiledFile], ...], notes: tuple[str, ...]
) -> list[Offer] | Left:
    section, old = now.sections[field.id], now.raw.get(field.id)
    if is_empty(new):
        return Left(field, section, say("；").join(notes))
    try:
        read_answer(now.call, now.procedure, field.id, new)
    except BadInput as fault:
        return Left(field, section, fault.allowed or fault.problem)
    if same_answer(now.call, now.procedure, field.id, old, new):
        return []
    return [Offer(field.id, field, section, new, old, not is_empty(old), notes, files)]


def _years_answered(field: Field, raw: object, value: Value | None) -> dict[str, object]:
    """The years that are answered, each as it was typed."""
    table, known = _years(field, raw), value if isinstance(value, Mapping) else {}
    return {str(year): table.get(str(year), to_json(each)) for year, each in known.items()}


def _year_offers(
    now: Filled, field: Field, answered: Mapping[str, object], notes: tuple[str, ...]
) -> list[Offer] | Left:
    """By calendar year, wherever it stands in either table: what is blank is filled apart from what is not."""
    section, old = now.sections[field.id], now.raw.get(field.id)
    taken = {str(year): answered[str(year)] for year in field.years if str(year) in answered}
    lacking = say("、").join(str(year) for year in field.years if str(year) not in taken)
    if not taken:
        return Left(field, section, say("这一次问{years}年，那时没有填这些年", years=lacking))
    try:
        read_answer(now.call, now.procedure, field.id, taken)
    except BadInput as fault:
        return Left(field, section, fault.allowed or fault.problem)
    notes = (*notes, say("{years}年要另填", years=lacking)) if lacking else notes
    there = _years(field, old)
    blank = {year: new for year, new in taken.items() if is_empty(there.get(year))}
    other = {
        year: new
        for year, new in taken.items()
        if year not in blank and not _same_year(now, field, year, there[year], new)
    }
    offers = [Offer(field.id, field, section, blank, old, replaces=False, notes=notes)] if blank else []
    key = f"{field.id}{OVER}" if blank else field.id
    return offers + ([Offer(key, field, section, other, old, replaces=True, notes=notes)] if other else [])


def _same_year(now: Filled, field: Field, year: str, one: object, other: object) -> bool:
    return same_answer(now.call, now.procedure, field.id, {year: one}, {year: other})


def _years(field: Field, raw: object) -> dict[str, object]:
    """A year table as it is kept, by year; one amount alone is that of the latest year."""
    if isinstance(raw, Mapping):
        return {str(year): each for year, each in raw.items()}
    return {} if is_empty(raw) else {str(max(field.years)): raw}


def _files(before: Filled, now: Filled, field: Field) -> list[Offer] | Left:
    there, section = now.files.get(field.id, ()), now.sections[field.id]
    known = {one.digest for one in there}
    missing = [one for one in before.files[field.id] if one.digest not in known]
    notes = [why for one in missing if (why := unfit_file(field, one))]
    fit = [one for one in missing if not unfit_file(field, one)]
    room = max(0, field.most - len(there)) if field.most else len(fit)
    if len(fit) > room:
        notes.append(say("最多{most}个文件，带入最近的{room}个", most=field.most, room=room))
    coming = tuple((field.id, one) for one in fit[len(fit) - room :]) if room else ()
    if missing and not coming:
        return Left(field, section, say("；").join(notes))
    offer = Offer(field.id, field, section, replaces=bool(there), notes=tuple(notes), files=coming)
    return [offer] if coming else []


def _wanted(now: Filled, field: Field) -> bool:
    return field.required and not now.has(field)
