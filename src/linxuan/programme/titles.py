"""What `has_title('t')` stands for: what tells applicants apart is a key of the list of those who hold it."""

from collections.abc import Iterable, Mapping

from linxuan.programme.definition import Call
from linxuan.rules.terms import And, Compare, Literal, Name, Or, Term
from linxuan.rules.terms import Call as Function

MOST_TITLES = 100


def titles_for(call: Call, procedures: Iterable[str]) -> Mapping[str, Term]:
    """Return what holding each title means for those who file under the given tracks or rounds.

    Applicants are known by the `identified_by` of their track; where that differs, the track decides.
    """
    fields = identified_by(call, procedures)
    if not fields or len(call.titles) > MOST_TITLES:
        return {}
    lists = {id: _lists(call, id) for id in call.titles}
    # Whom this very call designates is not known while it runs: such a title can be asked for nowhere.
    return {id: _holds(held, fields) for id, held in lists.items() if held}


def identified_by(call: Call, procedures: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Return the fields that make two applicants the same, each with the tracks where it does."""
    found: dict[str, dict[str, None]] = {}
    for procedure in procedures:
        tracks = (procedure,) if procedure in call.tracks else _evaluated(call, procedure)
        for track in tracks:
            if track in call.tracks:
                found.setdefault(call.tracks[track].identified_by, {})[track] = None
    return {field: tuple(tracks) for field, tracks in found.items()}


def _evaluated(call: Call, procedure: str) -> tuple[str, ...]:
    return call.rounds[procedure].tracks if procedure in call.rounds else ()


def given_with(call: Call, title: str) -> tuple[str, ...]:
    """Return the titles that come with one, and with those, each once."""
    return _reached({id: each.gives for id, each in call.titles.items()}, title)


def _lists(call: Call, title: str) -> tuple[str, ...]:
    """The lists of those who hold a title: its own, and those of the titles that give it."""
    above: dict[str, list[str]] = {}
    for id, each in call.titles.items():
        for given in each.gives:
            above.setdefault(given, []).append(id)
    holding = (call.titles[id].list for id in (title, *_reached(above, title)))
    return tuple(dict.fromkeys(filter(None, holding)))


def _reached(ways: Mapping[str, Iterable[str]], start: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    waiting = [start]
    while waiting:
        for id in ways.get(waiting.pop(), ()):
            if id not in found:
                found[id] = None
                waiting.append(id)
    return tuple(found)


def _holds(lists: tuple[str, ...], fields: Mapping[str, tuple[str, ...]]) -> Term:
    choices = [_of_tracks(tracks, field, lists, alone=len(fields) == 1) for field, tracks in fields.items()]
    return _either(choices)


def _of_tracks(tracks: tuple[str, ...], field: str, lists: tuple[str, ...], *, alone: bool) -> Term:
    listed = _either([Function("in_list", (Name(field), Literal(each))) for each in lists])
    if alone:
        return listed
    return And((_either([Compare("=", Name("track"), Literal(each)) for each in tracks]), listed))


def _either(terms: list[Term]) -> Term:
    return terms[0] if len(terms) == 1 else Or(tuple(terms))
