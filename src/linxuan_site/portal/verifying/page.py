"""What the page shows of a verified paper: a sentence for the whole, then page by page."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linxuan.papers import Claim, Filed
from linxuan.papers.words import in_words
from linxuan_site.queries.verifying import PageVerdict

MARKS: Mapping[str, str] = {"current": "met", "superseded": "soft", "ended": "not", "": "unknown"}
"""The shapes of the outcomes; all others are bad news."""


@dataclass(frozen=True)
class Row:
    """A page of what was sent, with its verdict in words."""

    page: int
    mark: str
    words: str
    filed: Filed | None
    claim: Claim | None


@dataclass(frozen=True)
class Result:
    """The whole: `mark` and `words` for all pages together."""

    mark: str
    words: str
    rows: Sequence[Row]
    lacking: str = ""
    """Which pages of the paper were not among those sent."""


def result(pages: Sequence[PageVerdict]) -> Result:
    """Return what is shown of the verdicts of a file, or of the one of a code."""
    rows = [_row(one) for one in pages]
    counts = Counter((row.mark, row.words) for row in rows)
    mark, words = next(iter(counts)) if len(counts) == 1 else (_worst(rows), _counted(counts))
    return Result(mark, words, rows, _lacking(rows))


def _row(page: PageVerdict) -> Row:
    verdict = page.verdict
    mark = MARKS.get(verdict.outcome if verdict else "", "not")
    filed, claim = (verdict.filed, verdict.claim) if verdict else (None, None)
    return Row(page.page, mark, in_words(verdict), filed, claim)


def _worst(rows: Sequence[Row]) -> str:
    marks = {row.mark for row in rows}
    return next(mark for mark in ("not", "soft", "unknown", "met") if mark in marks)


def _counted(counts: Mapping[tuple[str, str], int]) -> str:
    told = (
        ngettext("%(words)s（%(count)d页）", "%(words)s（%(count)d页）", count)
        % {"words": words, "count": count}
        for (_mark, words), count in counts.items()
    )
    return _("；").join(told)


def _lacking(rows: Sequence[Row]) -> str:
    """Name the pages that the paper has and the file has not, where the file is of one paper."""
    claims = [row.claim for row in rows if row.claim and row.filed]
    papers = {(one.number, one.revision, one.digest, one.pages) for one in claims}
    if len(rows) < 2 or len(papers) != 1:
        return ""
    there = {one.page for one in claims}
    return _("、").join(str(page) for page in range(1, claims[0].pages + 1) if page not in there)
