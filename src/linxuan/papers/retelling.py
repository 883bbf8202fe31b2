"""What was said of a doubt, said again in the language of whoever reads it now.

An examination keeps its words as they were said to whoever asked for it. They are found again by saying all
that can be said of such a doubt in either language: what is none of that stays as it was kept.
"""

import inspect
from collections.abc import Iterator

from linxuan.language import CHINESE, ENGLISH, current_language, speaking
from linxuan.papers.scans import wording
from linxuan.papers.scans.results import Expected

LANGUAGES = (CHINESE, ENGLISH)
OUTCOMES = ("unread", "altered", "revoked", "foreign")
_OF_A_PAGE = [
    said
    for name, said in vars(wording).items()
    if name.startswith("of_") and list(inspect.signature(said).parameters) == ["page"]
]


def retold(words: str, page: int | None, revision: int) -> str:
    """Return the words of a doubt in the current language; `page` is of the print, `revision` that of the print."""
    here = current_language()
    for language in LANGUAGES:
        with speaking(language):
            known = list(_all(page, revision))
        if words in known:
            with speaking(here):
                return list(_all(page, revision))[known.index(words)]
    return words


def _all(page: int | None, revision: int) -> Iterator[str]:
    """All that can be said of one doubt, in an order that no language changes."""
    expected = Expected(number="", revision=revision, pages=0, digest="")
    for outcome in OUTCOMES:
        yield wording.of_code(outcome, expected, None)  # type: ignore[arg-type]
    for old in range(1, revision + 1):
        yield wording.of_code("older", expected, ("", old))
    yield wording.of_no_seal_at_all()
    if page is not None:
        yield from (said(page) for said in _OF_A_PAGE)
