"""A paper is made of something that happened: a submission, a return, names published, a title. It is kept as it is.

Asked for again, the same is handed out: a paper is made anew only where it would say something else.
"""

from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan.letters.references import document_number
from linxuan.papers import digest_of
from linxuan.programme.definition import Call, Paper
from linxuan_site import clock
from linxuan_site.actions.document_numbers import keep_reference, last_reference, reference_for
from linxuan_site.actions.filing import next_in_series
from linxuan_site.actions.paper_keys import key_to_print
from linxuan_site.actions.papers import LETTERS, SERIES, keep_layouts, store
from linxuan_site.documents.content import LetterPaper
from linxuan_site.documents.letters import Mark, said_by_letter
from linxuan_site.documents.notices import notice
from linxuan_site.documents.office_papers import letter_file, letter_layouts
from linxuan_site.models import Account, IssuedPaper, NumberSeries, Office
from linxuan_site.queries.calls import current_call, definition_of
from linxuan_site.queries.delegations import signature
from linxuan_site.queries.paper_subjects import Subject, columns_of_subject, maker_of, subject_of
from linxuan_site.queries.papers import WORD, is_of_a_list, may_edit


@transaction.atomic
def issue_paper_about(
    call: str, paper: str, subject_id: int, *, account: Account, word: bool = False, reference: str = ""
) -> IssuedPaper:
    """Return a paper of one thing, made now where it was not made yet or would say something else.

    `subject_id` is that of an application (receipt, evaluation report), a return, a publicity or a designation.
    With `word` its office gets the same as a Word file as well, to go on editing; `reference` is the document
    number that it gives. Raises `BadInput` if there is no such paper, and `Refused` if there is nothing to make it
    of for this account, or another document has that number.
    """
    definition = definition_of(current_call(call))
    wanted = definition.papers.get(paper)
    if wanted is None or is_of_a_list(wanted):
        raise BadInput(say("没有“{paper}”这份材料", paper=paper), field="paper")
    subject = subject_of(account, definition, wanted, subject_id)
    if subject is None:
        told = say("现在没有可以出具“{paper}”的事项", paper=wanted.name)
        raise Refused(told, clause=wanted.clause, code="paper", element=wanted.id)
    _wait_in_turn(definition)
    maker = _Maker(definition, wanted, _office(definition, wanted, subject), subject, reference)
    if (word or reference) and not may_edit(account, maker.office):
        told = say("Word稿和发文字号由出具的部门办：{office}", office=maker.office.name)
        raise Refused(told, clause=wanted.clause, code="office", element=wanted.id)
    issued = maker.same() or maker.made(account)
    if word:
        maker.keep_word(issued)
    return issued


def _wait_in_turn(call: Call) -> None:
    """Who asks for a paper at the same moment waits: one thing gets one number."""
    series, _created = NumberSeries.objects.get_or_create(call=call.id, procedure=SERIES)
    NumberSeries.objects.select_for_update().get(pk=series.pk)


@dataclass(frozen=True)
class _Maker:
    call: Call
    paper: Paper
    office: Office
    subject: Subject
    typed: str = ""
    """The document number, as somebody typed it."""

    def same(self) -> IssuedPaper | None:
        """The newest that was made, where it still says what there is to say."""
        newest = self._earlier().order_by("-revision").first()
        if newest is None:
            return None
        if self.paper.kind == "receipt":
            return newest if newest.submission_id == self._submission_id() else None
        if self.paper.kind == "return_notice":
            self._refuse_another_reference(newest)
            return newest
        return newest if self._said(newest) else None

    def made(self, account: Account) -> IssuedPaper:
        """Make it, keep its file, and leave the row."""
        number, revision = self._number()
        content = self._content(self.subject.day, number)
        file = letter_file(self.call, self.paper, content, Mark(number, revision, key_to_print()))
        digest = sha256(file).hexdigest()
        application = self.subject.application
        issued = IssuedPaper.objects.create(
            call=self.call.id,
            paper=self.paper.id,
            kind=self.paper.kind,
            office=self.office,
            applications=[application.pk] if application else [],
            name=f"{self.paper.name}（{self._whose()}）{number}.pdf",
            file=store(file, digest),
            digest=digest,
            number=number,
            revision=revision,
            said=digest_of(said_by_letter(content)),
            issued_by=account,
            issued_at=clock.now(),
            **columns_of_subject(self.subject),
            **signature(account),
        )
        keep_reference(issued, content.reference)
        return issued

    def _refuse_another_reference(self, newest: IssuedPaper) -> None:
        """What is made once keeps the document number that it was made with."""
        if self.typed and document_number(self.typed) != last_reference(self.call, str(newest.number)):
            told = say("“{paper}”已经出具，发文字号不能再改", paper=self.paper.name)
            raise Refused(told, clause=self.paper.clause, code="reference", element="reference")

    def keep_word(self, issued: IssuedPaper) -> None:
        """Keep the same as a Word file, once; what the record would say otherwise by now has none."""
        if issued.layouts.filter(layout=WORD).exists():
            return
        said = self._said(issued)
        if said is None:
            raise Refused(
                say("“{paper}”出具以后，记录里的内容变了，做不出同样的Word稿", paper=self.paper.name),
                clause=self.paper.clause,
                code="paper",
                element=self.paper.id,
            )
        keep_layouts(issued, letter_layouts(self.call, self.paper, said))

    def _said(self, issued: IssuedPaper) -> LetterPaper | None:
        """What an issue says; None where the record says something else by now."""
        days = {self.subject.day, localdate(issued.issued_at)}
        contents = (self._content(day, str(issued.number)) for day in sorted(days))
        return next((one for one in contents if digest_of(said_by_letter(one)) == issued.said), None)

    def _content(self, day: date, number: str) -> LetterPaper:
        content = notice(self.call, self.paper, self.office, self.subject, day)
        return replace(content, reference=reference_for(self.call, self.office, number, self.typed))

    def _earlier(self) -> QuerySet[IssuedPaper]:
        """What was made of the same thing: of an application, whichever revision."""
        rows = IssuedPaper.objects.filter(call=self.call.id, paper=self.paper.id)
        subject = self.subject
        if subject.submission is not None:
            return rows.filter(submission__application=subject.submission.application_id)
        if subject.case is not None:
            # A title that was restored may be taken away again, by another case: that makes papers of its own.
            rows = rows.filter(issued_at__gte=subject.case.opened_at)
        return rows.filter(step=subject.step, publicity=subject.publicity, designation=subject.designation)

    def _number(self) -> tuple[str, int]:
        """The number that an earlier one has, else a new one; a receipt counts as the submission does."""
        last = self._earlier().order_by("-revision").values_list("number", "revision").first()
        number = (
            str(last[0])
            if last
            else f"{self.call.cohort}-{LETTERS}-{next_in_series(self.call.id, SERIES):04d}"
        )
        if self.paper.kind == "receipt" and self.subject.submission:
            return number, self.subject.submission.revision
        return number, (last[1] or 0) + 1 if last else 1

    def _submission_id(self) -> int | None:
        return self.subject.submission.pk if self.subject.submission else None

    def _whose(self) -> str:
        if self.subject.designation is not None:
            return self.subject.designation.name[:80]
        if self.subject.application is not None:
            return self.subject.application.organisation.name[:80]
        return self.office.name


def _office(call: Call, paper: Paper, subject: Subject) -> Office:
    """The office in whose name a paper is made, of several the one in charge; the authority's own for one that
    does not work here.
    """
    keys = {"": ""}
    if subject.application is not None:
        keys = subject.application.offices
    elif subject.designation is not None:
        keys = subject.designation.offices
    recorder = call.offices[maker_of(call, paper)]
    key = (subject.step.office_key if subject.step else keys.get(recorder.id, "")) if recorder.each else ""
    found = Office.objects.filter(authority=call.authority, kind=recorder.id, key=key).first()
    if found is None:
        raise Refused(
            say("没有可以出具“{paper}”的部门", paper=paper.name), clause=paper.clause, code="office"
        )
    return found
