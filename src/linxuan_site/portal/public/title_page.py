"""What the public page of one title shows: what the register says of it on a day, and what happened to it."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from linxuan.designations import fact_name, kind_name
from linxuan.errors import BadInput
from linxuan_site.queries.register_times import Times, read_times
from linxuan_site.queries.title_history import CHECK_SIGNS, Change, public_title


def title_page(designation_id: int, asked: Mapping[str, str]) -> dict[str, object] | None:
    """Return what the page shows, of the day that was asked for; None if there is no such title."""
    times, fault = Times(None, None), ""
    try:
        times = read_times(asked.get("as_of", ""), asked.get("known_at", ""))
    except BadInput as problem:
        fault = problem.problem
    title = public_title(designation_id, times)
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
        "certificate": paper,
        "code": code,
        "code_query": urlencode(code),
        "times": times,
        "as_of": asked.get("as_of", "")[:40],
        "known_at": asked.get("known_at", "")[:40],
        "times_fault": fault,
    }


def told(changes: Iterable[Change]) -> list[tuple[Change, str, list[tuple[str, str]]]]:
    """Return changes, each with its word and with what it changed under the words of a page."""
    return [
        (one, kind_name(one.kind), [(fact_name(key), value) for key, value in one.facts.items()])
        for one in changes
    ]
