"""What people call the lists of a package: a list has no name of its own, only what it is used for."""

from collections.abc import Iterator, Mapping

from linxuan.language import say
from linxuan.programme.definition import Call, Table

FIRST = 3
"""So many rows of a list of places or choices are named; of more the number is told."""


def list_names(call: Call) -> Mapping[str, str]:
    """Return by list what it is called in a sentence, in the language in use.

    That of those who hold a title goes by the title. One that a field offers, or that has a row for each
    office, goes by its first rows. Any other may be long and name strangers: it is the list and no more.
    """
    titles = {each.list: each.name for each in call.titles.values()}
    offered = {*_offered(call)}
    return {id: _name(each, titles.get(id, ""), id in offered) for id, each in call.lists.items()}


def _offered(call: Call) -> Iterator[str]:
    yield from (each.list for each in call.fields.values() if each.kind != "lookup")
    yield from (each.each for each in call.offices.values())


def _name(table: Table, title: str, offered: bool) -> str:
    if title:
        return say("“{title}”的名单", title=title)
    rows = [name for row in table.rows.values() if (name := row.get("name"))] if offered else []
    if not rows:
        return say("规定的名单")
    first = say("、").join(rows[:FIRST])
    if len(rows) <= FIRST:
        return say("规定的名单（{names}）", names=first)
    return say("规定的名单（{names}等{count}个）", names=first, count=len(rows))
