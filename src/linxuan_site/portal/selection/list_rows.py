"""The rows of a list as its page draws them."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.utils import timezone
from django.utils.safestring import SafeString

from linxuan_site.portal.templatetags.drawn import drawn
from linxuan_site.queries.listing import ListRow


class RowWords(NamedTuple):
    """All that a list writes of one application."""

    application: int
    subject: str
    procedure: str
    category: str
    number: str
    in_charge: str
    stage: str
    verdict: str
    changed: date


def drawn_rows(rows: Iterable[ListRow]) -> list[SafeString]:
    """Return the rows of the table; one is drawn anew only when it says something else."""
    return [_draw(_words(one)) for one in rows]


def _words(row: ListRow) -> RowWords:
    application = row.application
    return RowWords(
        application=application.pk,
        subject=application.subject,
        procedure=row.procedure,
        category=row.category,
        number=application.number or "",
        in_charge=row.in_charge,
        stage=row.stage,
        verdict=row.verdict,
        changed=timezone.localdate(application.changed_at),
    )


def _page(row: RowWords) -> dict[str, object]:
    return {"row": row}


_draw = drawn("selection/list_row.html", _page)
