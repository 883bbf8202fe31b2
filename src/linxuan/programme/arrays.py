"""`[[score]]` tables that say their `id`, as the tables `[score.ID]` that everything else reads.

The parts and items of a score may be written so too: `[[score.item]]` with an `id` belongs to the score
above it. A fault is told at the line where the table stands.
"""

from collections.abc import Mapping

from linxuan.language import say
from linxuan.programme.faults import Faults, Place
from linxuan.programme.lines import KeyPath

INSIDE = ("part", "item")
"""What may stand in an array inside a score."""


def by_id(file: str, table: Mapping[str, object], faults: Faults) -> Mapping[str, object]:
    """Return the tables of `call.toml` with every score, part and item under its id."""
    if "score" not in table:
        return table
    scores = _named(Place(file, ("score",)), table["score"], faults)
    if not isinstance(scores, Mapping):
        return table
    return {**table, "score": {id: _inside(file, id, score, faults) for id, score in scores.items()}}


def _inside(file: str, id: str, score: object, faults: Faults) -> object:
    if not isinstance(score, Mapping):
        return score
    lists = {key: Place(file, ("score", id, key)) for key in INSIDE if key in score}
    return {**score, **{key: _named(place, score[key], faults) for key, place in lists.items()}}


def _named(place: Place, written: object, faults: Faults) -> object:
    """The entries of an array under their ids; whatever is no array stays as it is."""
    if not isinstance(written, list):
        return written
    found: dict[str, object] = {}
    for number, entry in enumerate(written):
        id = entry.get("id") if isinstance(entry, Mapping) else None
        if not isinstance(entry, Mapping) or not isinstance(id, str):
            hint = say('如 id = "craft"；也可以写成 [{path}.代号]', path=place)
            faults.add(place / number, say("缺少“id”"), hint)
        elif id in found:
            faults.add(place / number / "id", say("“{id}”写了两次", id=id), say("换一个代号"))
        else:
            path: KeyPath = (*place.path, number)
            faults.rename(place.file, (*place.path, id), path)
            found[id] = {key: value for key, value in entry.items() if key != "id"}
    return found
