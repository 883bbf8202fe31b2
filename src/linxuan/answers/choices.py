"""What a field offers, and answers that choose from it."""

from collections.abc import Callable, Mapping

from linxuan.answers.raw import Unfit
from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Field, Track
from linxuan.programme.ready import once_per_call

YES = frozenset(("是", "有", "true", "yes"))
NO = frozenset(("否", "无", "false", "no"))


def offered(call: Call, procedure: str, field: Field) -> Mapping[str, str]:
    """Return what the field offers to those who file under the procedure: value → label.

    Modes are their own labels. Whether an option's `when` holds is not asked here, because an answer
    that has become pointless is pointed out by `completeness`, not refused. A region offers its list
    and takes any other code.
    """
    if call.fields.get(field.id) is not field:
        return _offered(call, procedure, field)
    kept = _kept(call, procedure)
    if field.id not in kept:
        kept[field.id] = _offered(call, procedure, field)
    return kept[field.id]


@once_per_call
def _kept(_call: Call, _procedure: str) -> dict[str, Mapping[str, str]]:
    """By field, what was asked for before: a list may have hundreds of rows."""
    return {}


def _offered(call: Call, procedure: str, field: Field) -> Mapping[str, str]:
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
    return choosing(options)(raw)


def choosing(options: Mapping[str, str]) -> Callable[[object], str]:
    """Return what reads one choice, for whoever reads many; it does as `as_choice`."""
    by_words: dict[str, str] = {}
    for key, label in options.items():
        by_words.setdefault(_squeezed(key), key)
        by_words.setdefault(_squeezed(label), key)

    def choose(raw: object) -> str:
        found = by_words.get(_squeezed(raw) if isinstance(raw, str) else "")
        if found is None:
            raise Unfit(say("可填：{choices}", choices=listed(options)))
        return found

    return choose


def as_choices(options: Mapping[str, str], raw: object) -> tuple[str, ...]:
    """Read several choices, in the order of the form; the empty list means none of them. Raises Unfit."""
    return choosing_several(options)(raw)


def choosing_several(options: Mapping[str, str]) -> Callable[[object], tuple[str, ...]]:
    """Return what reads several choices; it does as `as_choices`."""
    choose = choosing(options)

    def choose_several(raw: object) -> tuple[str, ...]:
        if not isinstance(raw, list | tuple):
            raise Unfit(say("要填列表，可填：{choices}", choices=listed(options)))
        chosen = set(map(choose, raw))
        return tuple(key for key in options if key in chosen)

    return choose_several


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
