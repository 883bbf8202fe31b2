"""The parts of a review as its page shows them, each drawn once for all that it says."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from linxuan_site import clock
from linxuan_site.permissions import is_central_officer
from linxuan_site.portal.office.checklist import Item
from linxuan_site.portal.office.forms import CreditCheckForm, PlaceForm
from linxuan_site.portal.office.known import known
from linxuan_site.portal.office.review_page import Review
from linxuan_site.portal.office.review_rows import drawn_items, drawn_parts, words_of_remarks
from linxuan_site.portal.templatetags.faults import drawn_inputs
from linxuan_site.queries.beside import nothing_beside
from linxuan_site.queries.paper_subjects import offers_of_application


@dataclass(frozen=True)
class Drawn:
    """What of a review is text already when its page is put together."""

    review: Review

    @property
    def tally(self) -> SafeString:
        """How much was judged, and how."""
        found = self.review.checklist
        counted = (found.confirmed, found.doubted, found.refused, found.waiting)
        return known(
            *(self.review.call, "tally", counted),
            lambda: render_to_string("office/review_tally.html", {"list": found}),
        )

    @property
    def rows_at_hand(self) -> SafeString:
        """The rows of the conditions to look at."""
        review, items = self.review, self.review.checklist.at_hand
        return known(review.call, "at hand", review.said_of_conditions, lambda: self._rows(items))

    @property
    def rows_settled(self) -> SafeString:
        """Those of the conditions that are folded."""
        review, items = self.review, self.review.checklist.settled
        return known(review.call, "settled", review.said_of_conditions, lambda: self._rows(items))

    def _rows(self, items: Sequence[Item]) -> SafeString:
        review = self.review
        return drawn_items(review.call, review.application.procedure, items, open_=review.checklist.open)

    @property
    def sections(self) -> SafeString:
        """The sections of the form, with what is to be told at their fields."""
        said = (self.review.said, words_of_remarks(self.review.remarks))
        return known(self.review.call, "sections drawn", said, self._sections)

    def _sections(self) -> SafeString:
        review = self.review
        parts = drawn_parts(review.call, review.application, review.sections, review.remarks)
        return self._from("office/review_sections.html", parts=parts)

    @property
    def papers(self) -> SafeString:
        """The papers of the application."""
        review = self.review
        # What came on paper is told with its receipts, and what is found in a scan comes while it is looked at.
        if review.filing.scan or not nothing_beside(review.application, "arrivals"):
            return self._papers()
        return known(review.call, "papers", review.said, self._papers)

    def _papers(self) -> SafeString:
        return self._from("office/review_papers.html") if self.review.papers else SafeString()

    @property
    def credit_form(self) -> SafeString:
        """The inputs for one more look-up, with what was typed."""
        if self.review.crediting:
            return drawn_inputs(self.review.crediting)
        now = localtime(clock.now()).replace(second=0, microsecond=0)
        return known(
            *(self.review.call, "credit form", now),
            lambda: drawn_inputs(CreditCheckForm(initial={"checked_at": now})),
        )

    @property
    def place_form(self) -> SafeString:
        """The inputs for rank and score, with what stands recorded or was typed."""
        if self.review.placing is not None:
            return drawn_inputs(self.review.placing)
        placed, scores = self.review.placement, is_central_officer(self.review.reader)
        given = {"rank": placed.rank, "score": placed.score} if placed else {}
        return known(
            *(self.review.call, "place form", (scores, *map(str, given.values()))),
            lambda: drawn_inputs(PlaceForm(initial=given, scores=scores)),
        )

    def _from(self, template: str, **more: object) -> SafeString:
        review = self.review
        page = {"review": review, "application": review.application, "call": review.call, **more}
        return render_to_string(template, page)


def review_page(review: Review) -> dict[str, object]:
    """Return what the page of one application shows."""
    return {
        "review": review,
        "drawn": Drawn(review),
        "dossier": review.dossier,
        "application": review.application,
        "call": review.call,
        "offers": offers_of_application(review.call, review.application),
    }
