"""What a paper of one thing begins with: who makes it of what, on which day; the letter around what it says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from linxuan.programme.definition import Call, Paper
from linxuan_site.documents.content import LetterPaper, LetterPart
from linxuan_site.documents.letter_words import contact_of, in_words
from linxuan_site.documents.measures import widths
from linxuan_site.models import Application
from linxuan_site.queries.paper_subjects import Subject

NARROWEST, WIDEST = 4, 60


@dataclass(frozen=True)
class Made:
    """A paper that is being made: by an office that signs as `office`, `central` where that is the authority."""

    call: Call
    paper: Paper
    office: str
    subject: Subject
    day: date
    central: bool

    def letter(
        self,
        *,
        addressee: str = "",
        opening: Iterable[str] = (),
        parts: Iterable[LetterPart] = (),
        statement: Iterable[str] = (),
        above: str = "",
    ) -> LetterPaper:
        """Return the letter; `above` stands over its title, the call unless said."""
        return LetterPaper(
            office=self.office,
            addressee=addressee,
            title=(above or self.call.name, self.paper.name),
            opening=tuple(opening),
            heads=(),
            rows=(),
            opinions=(),
            statement=tuple(statement),
            annexes=(),
            day=in_words(self.day),
            year=self.day.year,
            widths=(),
            issued_on=self.day.isoformat(),
            parts=tuple(parts),
            # The notice names the authority's people: other offices write theirs in.
            contact=contact_of(self.call) if self.central else "",
        )

    @property
    def application(self) -> Application:
        """The application that it is about."""
        assert self.subject.application is not None
        return self.subject.application


def table(heading: str, heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...], *words: str) -> LetterPart:
    """Return a part with a table, its columns as wide as what stands in them."""
    measured = widths(heads, rows, least=NARROWEST, most=WIDEST)
    return LetterPart(heading, words, heads=heads, rows=rows, widths=measured)
