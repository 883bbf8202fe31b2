"""What the public page of one title shows: what the register says of it on a day, and what happened to it."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias
from urllib.parse import urlencode

from linxuan.designations import fact_name, kind_name
from linxuan_site.portal.public.times_asked import times_asked
from linxuan_site.queries.title_history import CHECK_SIGNS, Change, JoinedTitle, public_title

ToldChange: TypeAlias = tuple[Change, str, list[tuple[str, str]]]
"""A change, its word, and what it changed under the words of a page."""


def title_page(designation_id: int, asked: Mapping[str, str]) -> dict[str, object] | None:
    """Return what the page shows, of the day that was asked for; None if there is no such title."""
    when = times_asked(asked)
    title = public_title(designation_id, when.times)
    if title is None:
        return None
    paper = title.certificate
    code = (
        {"number": str(paper.number), "check": str(paper.said)[:CHECK_SIGNS]}
        if paper and paper.number
        else {}
    )
    return {
        "title": title,
        "entry": title.entry,
        "changes": told(title.changes),
        "joined": told_joined(title.joined),
        "certificate": paper,
        "code": code,
        "code_query": urlencode(code),
        **when.shown,
    }


def told_joined(joined: Iterable[JoinedTitle]) -> list[tuple[JoinedTitle, list[ToldChange]]]:
    """Return titles that another took in, each with its own changes."""
    return [(one, told(one.changes)) for one in joined]


def told(changes: Iterable[Change]) -> list[ToldChange]:
    """Return changes, each with its word and with what it changed under the words of a page."""
    return [
        (one, kind_name(one.kind), [(fact_name(key), value) for key, value in one.facts.items()])
        for one in changes
    ]
