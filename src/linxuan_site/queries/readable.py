"""Which applications an account may read: a page at a time by key, all of them page after page, or one by its number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from linxuan_site.models import Account, Application, Step
from linxuan_site.queries.cases import within

A_PAGE = 50
LARGEST_PAGE = 200


@dataclass(frozen=True)
class ReadablePage:
    """Some applications; `after` is the key after which the next page begins, None on the last one."""

    rows: Sequence[Application]
    after: int | None


def readable_page(
    account: Account, call: str = "", *, after: int | None = None, limit: int = A_PAGE
) -> ReadablePage:
    """Return the next applications that the account may read, those begun last in front.

    What changes meanwhile keeps its place, so that whoever reads page after page meets each one once.
    """
    # How many steps there are is all that a list says of them.
    counted = Prefetch("steps", Step.objects.only("pk", "application_id"))
    rows = readable(account).prefetch_related(counted).order_by("-pk")
    rows = rows.filter(call=call) if call else rows
    found = list((rows.filter(pk__lt=after) if after is not None else rows)[: limit + 1])
    return ReadablePage(found[:limit], found[limit - 1].pk if len(found) > limit else None)


def every_readable_page(account: Account, call: str = "") -> Iterator[Sequence[Application]]:
    """Yield page after page, however many there are."""
    page = readable_page(account, call, limit=LARGEST_PAGE)
    yield page.rows
    while page.after is not None:
        page = readable_page(account, call, after=page.after, limit=LARGEST_PAGE)
        yield page.rows


def readable_named(account: Account, name: str) -> Application | None:
    """Return an application by its number or its key; None if there is none that the account may read."""
    key = int(name) if name.isascii() and name.isdigit() and len(name) < 19 else 0
    found = readable(account).filter(Q(number=name) | Q(pk=key))
    return found.order_by("-changed_at", "-pk").first()


def readable(account: Account) -> QuerySet[Application]:
    """Return the applications that an account may read: of its organisation, or of those in its office's charge."""
    rows = Application.objects.select_related("published_call", "organisation").defer("published_call__files")
    if account.organisation_id is not None:
        return rows.filter(organisation=account.organisation_id)
    if account.office is None:
        return rows.none()
    return within(rows.filter(published_call__authority=account.office.authority), account.office)
