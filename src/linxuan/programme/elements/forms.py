"""What is asked: the catalogue of fields, and the forms with their sections."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

from linxuan.language import say
from linxuan.programme.concern import read_concern, read_shared
from linxuan.programme.definition import FILE_TYPES, Field, Form, Option, Section
from linxuan.programme.entry import Entry
from linxuan.programme.known import APPLICANT

VISIBLE: tuple[Literal["public", "parties", "offices"], ...] = ("public", "parties", "offices")
_NUMBER = ("unit", "min", "max", "years")
_TEXT = ("chars",)
_FILLED = ("required", "remark")
KINDS: Mapping[str, Sequence[str]] = {
    "text": (*_TEXT, *_FILLED),
    "long_text": (*_TEXT, *_FILLED),
    "integer": (*_NUMBER, "none_if_given", *_FILLED),
    "decimal": (*_NUMBER, "none_if_given", *_FILLED),
    "date": _FILLED,
    "yes_no": ("must_be", *_FILLED),
    "choice": ("options", "list", *_FILLED),
    "choices": ("options", "none_if_given", *_FILLED),
    "category": _FILLED,
    "mode": _FILLED,
    "credit_code": _FILLED,
    "industry": _FILLED,
    "region": ("list", *_FILLED),
    "phone": _FILLED,
    "email": _FILLED,
    "file": ("supports", "types", "most", "mb", *_FILLED),
    "group": ("fields", "rows", "none_if_given", "required"),
    "computed": ("value", "unit"),
    "share": ("part", "whole"),
    "lookup": ("list", "by", "column"),
}
"""The kinds of fields, each with the keys that it takes beside those of every field."""
_WANTED = {
    "group": ("fields",),
    "computed": ("value",),
    "share": ("part", "whole"),
    "lookup": ("list", "by", "column"),
}
_SPECIAL = sorted({key for keys in KINDS.values() for key in keys})


def read_field(entry: Entry) -> Field:
    """One question of the catalogue; `label` is its name."""
    kind = entry.word("kind", tuple(KINDS), "text")
    if not entry.has("kind"):
        entry.fault("", say("缺少“kind”"), say('写栏目的种类，如 kind = "text"'))
    else:
        _check_keys(entry, kind)
    entry.text("label", wanted=True)
    return Field(
        **read_shared(entry, label="label"),
        kind=kind,
        help=entry.text("help"),
        unit=entry.text("unit"),
        min=entry.decimal("min"),
        max=entry.decimal("max"),
        chars=entry.whole("chars", least=1) or 0,
        years=_years(entry),
        options=_options(entry),
        list=entry.reference("list", "list"),
        by=entry.reference("by", "field"),
        column=entry.text("column"),
        fields=entry.references("fields", "field"),
        rows=_rows(entry),
        value=entry.expression("value"),
        part=entry.expression("part"),
        whole=entry.expression("whole"),
        required=entry.yes_no("required", True),
        none_if_given=entry.reference("none_if_given", "field"),
        must_be=entry.yes_no("must_be", False) if entry.has("must_be") else None,
        remark=entry.yes_no("remark", False),
        supports=_supports(entry),
        types=entry.words("types", FILE_TYPES),
        most=entry.whole("most", least=1) or 0,
        mb=entry.whole("mb", least=1) or 0,
        visible=entry.word("visible", VISIBLE, "parties"),
    )


def _check_keys(entry: Entry, kind: str) -> None:
    for key in _SPECIAL:
        if entry.has(key) and key not in KINDS[kind]:
            entry.fault(
                key,
                say("{kind} 类栏目没有“{key}”这个键", kind=kind, key=key),
                say("可用：{words}", words=say("、").join(KINDS[kind])),
            )
    for key in _WANTED.get(kind, ()):
        if not entry.has(key):
            entry.fault("", say("{kind} 类栏目缺少“{key}”", kind=kind, key=key))
    if kind == "choice" and entry.has("options") == entry.has("list"):
        entry.fault("", say("单选要有 options 或 list 中的一个"))
    if kind == "choices" and not entry.has("options"):
        entry.fault("", say("多选要有 options"))


def _supports(entry: Entry) -> tuple[str, ...]:
    """The rules and judgements that a file is evidence for."""
    found = entry.texts("supports")
    for each in found:
        if entry.known.lacks("rule", each) and entry.known.lacks("judgement", each):
            entry.check_reference("supports", each, "rule", tuple(entry.known.of("judgement") or ()))
    return found


def _years(entry: Entry) -> tuple[int, ...]:
    years = entry.wholes("years")
    if list(years) != sorted(set(years)):
        entry.fault("years", say("年份要由早到晚，不重复"))
    return years


def _rows(entry: Entry) -> tuple[int, int]:
    rows = entry.wholes("rows")
    if not rows:
        return 0, 100
    if len(rows) != 2 or rows[0] > rows[1]:
        entry.fault("rows", say("要写 [最少, 最多]，如 rows = [1, 10]"))
        return 0, 100
    return rows[0], rows[1]


def _options(entry: Entry) -> Mapping[str, Option]:
    named = entry.named("options")
    inside = entry.table("options")
    if inside is None:
        return {}
    found = {id: _option(inside, id, written) for id, written in named.items()}
    _check_words(entry, found)
    return found


def _check_words(entry: Entry, options: Mapping[str, Option]) -> None:
    """A word of a register means one of the options."""
    counts = Counter(word for option in options.values() for word in (option.label, *option.words))
    for word in (word for option in options.values() for word in option.words if counts[word] > 1):
        entry.fault("options", say("“{word}”写在两个选项里", word=word), say("一个词只能是一个选项的意思"))


def _option(options: Entry, id: str, written: object) -> Option:
    if not isinstance(written, Mapping):
        return Option(options.text(id) or id)
    option = options.table(id)
    if option is None:
        return Option(id)
    found = Option(
        option.text("label", wanted=True) or id,
        read_concern(option).procedures,
        option.expression("when"),
        option.texts("words"),
    )
    option.close()
    return found


def read_form(entry: Entry, sections: Mapping[str, Entry]) -> Form:
    """A form: its sections in the order of the file. The id is the name of the file."""
    return Form(
        **read_shared(entry),
        sections={id: read_section(each) for id, each in sections.items()},
    )


def read_section(entry: Entry) -> Section:
    """A part of a form, filled by the applicant or an office while the case is at a stage."""
    return Section(
        **read_shared(entry),
        fields=entry.references("fields", "field", wanted=True),
        by=entry.reference("by", "office", also=(APPLICANT,)) or APPLICANT,
        stage=entry.reference("stage", "stage"),
        required=entry.yes_no("required", True),
        help=entry.text("help"),
    )
