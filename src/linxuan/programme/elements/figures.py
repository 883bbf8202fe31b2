"""`[round.ID.figures]`: which figures of a report are looked at, and which bounds count."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from linxuan.language import say
from linxuan.programme.definition import FiguresCheck, FiguresTerms, Peers
from linxuan.programme.definition.figures import Among
from linxuan.programme.entry import Entry
from linxuan.programme.origin import read_origin

AMONG: tuple[Among, ...] = ("track", "category", "mode")
LEAST_PEERS = 4
"""Quartiles of fewer say nothing."""


def read_figures(entry: Entry) -> FiguresTerms | None:
    """How the figures of a round are looked at; None where the round does not say."""
    table = entry.table("figures")
    if table is None:
        return None
    origin = read_origin(table)
    read = FiguresTerms(
        fields=table.references("fields", "field", wanted=True),
        jump=_bound(table, "jump"),
        jumps=_jumps(table),
        checks=tuple(_checks(table)),
        peers=_peers(table),
        cites=origin.cites,
        source=origin.source,
        why=origin.why,
    )
    table.close()
    return read


def _bound(entry: Entry, key: str) -> Decimal | None:
    bound = entry.decimal(key)
    if bound is not None and bound <= 0:
        entry.fault(key, say("要大于0"), say('如 "0.50"：相差超过一半就指出来'))
        return None
    return bound


def _jumps(entry: Entry) -> Mapping[str, Decimal]:
    inner = entry.table("jumps")
    if inner is None:
        return {}
    found = {}
    for field in entry.named("jumps"):
        inner.check_reference(field, field, "field")
        bound = _bound(inner, field)
        if bound is not None:
            found[field] = bound
    return found


def _checks(entry: Entry) -> Iterator[FiguresCheck]:
    for each in entry.tables("checks"):
        holds = each.expression("holds", wanted=True)
        name = each.text("name", wanted=True)
        if holds is not None:
            yield FiguresCheck(name, holds)


def _peers(entry: Entry) -> Peers | None:
    inner = entry.table("peers")
    if inner is None:
        return None
    peers = Peers(
        inner.references("fields", "field", wanted=True),
        inner.words("among", AMONG) or ("track",),
        _bound(inner, "times") or Peers.times,
        inner.whole("least", least=LEAST_PEERS) or Peers.least,
    )
    inner.close()
    return peers
