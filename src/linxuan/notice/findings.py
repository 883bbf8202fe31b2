"""What a notice tells: dates, quotas, document numbers, whom to ask; and what looks misread in it."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate

from linxuan.language import say
from linxuan.notice.clauses import Clause, Finding, Notice
from linxuan.notice.contacts import find_contacts, find_emails, find_phones, find_places, find_urls
from linxuan.notice.dates import find_dates
from linxuan.notice.documents import find_document_numbers
from linxuan.notice.found import Found
from linxuan.notice.misreadings import cut_words, find_misreadings, find_unbalanced
from linxuan.notice.places import Places
from linxuan.notice.quotas import find_quotas
from linxuan.notice.structure import find_faults

_IN_A_SENTENCE: tuple[Callable[[str], Iterable[Found]], ...] = (
    find_dates,
    find_quotas,
    find_document_numbers,
    find_phones,
    find_emails,
    find_urls,
    find_places,
    find_misreadings,
)
_IN_A_CLAUSE: tuple[Callable[[str], Iterable[Found]], ...] = (find_contacts, find_unbalanced)


def findings(notice: Notice, raw: str) -> tuple[Finding, ...]:
    """Return all that was found, in the order of the text; `raw` is the text from which it was read."""
    finder = _Finder(notice, raw)
    return tuple(sorted(finder.all(), key=lambda each: each.line))


class _Finder:
    def __init__(self, notice: Notice, raw: str) -> None:
        self._notice = notice
        self._places = Places(raw)
        self._pieces = {clause.address: self._places.of(clause) for clause in notice.walk()}

    def all(self) -> Iterator[Finding]:
        """Yield the findings of each clause, and those that only the whole text shows."""
        for clause in self._notice.walk():
            yield from self._of_sentences(clause)
            yield from self._of_clause(clause)
        for clause, sentence, found in (*find_faults(self._notice), *self._cut_words()):
            yield self._finding(clause, sentence, found)

    def _of_sentences(self, clause: Clause) -> Iterator[Finding]:
        for number, text in enumerate((clause.heading, *clause.sentences)):
            for find in _IN_A_SENTENCE if text else ():
                for found in find(text):
                    yield self._finding(clause, number, found)
                    yield from self._doubt(clause, number, found)

    def _of_clause(self, clause: Clause) -> Iterator[Finding]:
        """What may run over the end of a sentence."""
        texts = (clause.heading, *clause.sentences)
        starts = [0, *accumulate(len(text) + 1 for text in texts)][:-1]
        for find in _IN_A_CLAUSE:
            for found in find("\n".join(texts)):
                number = bisect_right(starts, found.start) - 1
                here = Found(
                    found.kind, found.start - starts[number], found.text, found.value, found.hint, found.parts
                )
                yield self._finding(clause, number, here)
                yield from self._doubt(clause, number, here)
        if clause.is_annex:
            name = clause.sentences[0] if clause.sentences else ""
            yield self._finding(clause, 1, Found("annex", 0, name, clause.address))

    def _doubt(self, clause: Clause, number: int, found: Found) -> Iterator[Finding]:
        """What is missing from something found is a doubt as well."""
        if found.kind == "document_number" and not found.value:
            yield self._finding(clause, number, Found("suspect", found.start, found.text, hint=found.hint))
        if found.kind == "contact" and "phone" not in dict(found.parts):
            hint = say("有联系人，没有电话，可能漏读。")
            yield self._finding(clause, number, Found("suspect", found.start, found.text, hint=hint))

    def _cut_words(self) -> Iterator[tuple[Clause, int, Found]]:
        pieces = [
            (clause, number, text)
            for clause in self._notice.walk()
            for number, text in enumerate((clause.heading, *clause.sentences))
        ]
        for index, found in cut_words([text for _, _, text in pieces]):
            clause, number, text = pieces[index]
            # The short name of an authority in a document number is cut on purpose.
            if not any(each.start <= found.start < each.end for each in find_document_numbers(text)):
                yield clause, number, found

    def _finding(self, clause: Clause, number: int, found: Found) -> Finding:
        line = self._line(clause, number, found.start)
        return Finding(
            found.kind, found.text, clause.address, number, found.value, line, found.hint, found.parts
        )

    def _line(self, clause: Clause, number: int, start: int) -> int:
        pieces = self._pieces[clause.address]
        piece = pieces[number] if number < len(pieces) else None
        return self._places.line(piece, start) if piece else clause.line
