"""What a field offers, and answers that choose from it."""

from collections.abc import Mapping

from linxuan.answers.raw import Unfit
from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Field, Track

YES = frozenset(("是", "有", "true", "yes"))
NO = frozenset(("否", "无", "false", "no"))


def offered(call: Call, procedure: str, field: Field) -> Mapping[str, str]:
    """Return what the field offers to those who file under the procedure: value → label.

    Modes are their own labels. Whether an option's `when` holds is not asked here, because an answer
    that has become pointless is pointed out by `completeness`, not refused. A region offers its list
    and takes any other code.
    """
    if field.kind == "mode":
        return {mode: mode for track in _tracks(call, procedure) for mode in track.modes}
    if field.kind == "category":
        return {key: name for track in _tracks(call, procedure) for key, name in track.categories.items()}
    if field.list:
        return {key: row.get("name") or key for key, row in call.lists[field.list].rows.items()}
    return {
        key: option.label
        for key, option in field.options.items()
        if not option.concerns or procedure in option.concerns
    }


def as_choice(options: Mapping[str, str], raw: object) -> str:
    """Read one choice, given by its id or its label. Raises Unfit."""
    words = _squeezed(raw) if isinstance(raw, str) else ""
    for key, label in options.items():
        if words in (_squeezed(key), _squeezed(label)):
            return key
    raise Unfit(say("可填：{choices}", choices=listed(options)))


def as_choices(options: Mapping[str, str], raw: object) -> tuple[str, ...]:
    """Read several choices, in the order of the form; the empty list means none of them. Raises Unfit."""
    if not isinstance(raw, list | tuple):
        raise Unfit(say("要填列表，可填：{choices}", choices=listed(options)))
    chosen = {as_choice(options, each) for each in raw}
    return tuple(key for key in options if key in chosen)


def as_yes_no(raw: object) -> bool:
    """Read a yes or no: true, false, 是, 否. Raises Unfit."""
    if isinstance(raw, bool):
        return raw
    word = raw.strip().lower() if isinstance(raw, str) else ""
    if word not in YES | NO:
        raise Unfit(say("只能填 true（是）或 false（否）"))
    return word in YES


def listed(options: Mapping[str, str]) -> str:
    """Return the options as words for a message: the id, with its label where that is another word."""
    return say("、").join(map(_with_label, options.keys(), options.values()))


def _with_label(key: str, label: str) -> str:
    return key if key == label else say("{key}（{label}）", key=key, label=label)


def _squeezed(words: str) -> str:
    return "".join(words.split())


def _tracks(call: Call, procedure: str) -> tuple[Track, ...]:
    found = lookup.procedure(call, procedure)
    return (found,) if isinstance(found, Track) else tuple(call.tracks[each] for each in found.tracks)
