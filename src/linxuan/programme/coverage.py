"""Whether every demand of a notice is carried by something: word by word, phrase by phrase.

Each sentence but the headings is cut into phrases. Every word of a phrase has to lie in a quotation of
an element that binds; up to two characters may be left over (的, 及). A field that asks, a question that
doubts, and what the authority adds bind nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from linxuan.notice.clauses import Notice
from linxuan.notice.phrases import phrases
from linxuan.notice.quotation import squeeze
from linxuan.programme.anatomy import citations, parts
from linxuan.programme.definition import Call, Citation

BINDING = frozenset(
    (
        *("rule", "param", "quota", "deadline", "standing", "keep", "grade", "score"),
        *("action", "stage", "paper", "round", "office", "contact"),
        *("call", "track", "title", "judgement", "statement"),
    )
)
"""Kinds whose quotations bind: checked by the machine, done by someone, defined, judged, or not demanding."""
MOST_LEFT_OVER = 2


@dataclass(frozen=True)
class CoveredPhrase:
    """One phrase: the elements whose quotations reach into it (`rule.legal-person`), and what none carries.

    `unbound` is empty where no more than two characters are left over. `address` is the clause,
    `sentence` counts from 1.
    """

    address: str
    sentence: int
    phrase: str
    elements: tuple[str, ...]
    unbound: tuple[str, ...]
    notice: str = "main"

    @property
    def place(self) -> str:
        """The sentence as a package writes it: `一(二)2(1)#3`, a second text with its id in front."""
        prefix = "" if self.notice == "main" else f"{self.notice}:"
        return f"{prefix}{self.address}#{self.sentence}"


@dataclass(frozen=True)
class _Quotation:
    element: str
    words: str


def coverage(call: Call) -> tuple[CoveredPhrase, ...]:
    """Return every phrase of every notice that binds, in the order of the text."""
    quoted = _quotations(call)
    notices = (notice for notice in call.notices.values() if notice.binds)
    return tuple(phrase for notice in notices for phrase in _of_notice(notice, quoted))


def unbound(call: Call) -> tuple[CoveredPhrase, ...]:
    """Return the phrases that nothing carries in full."""
    return tuple(phrase for phrase in coverage(call) if phrase.unbound)


def _quotations(call: Call) -> dict[tuple[str, str, int], list[_Quotation]]:
    """The binding quotations by notice, address and sentence."""
    found: dict[tuple[str, str, int], list[_Quotation]] = {}
    for element, cite in _binding(call):
        place = (cite.notice, cite.address, cite.sentence)
        found.setdefault(place, []).append(_Quotation(element, squeeze(cite.words)))
    return found


def _binding(call: Call) -> Iterator[tuple[str, Citation]]:
    yield from (("call", cite) for cite in call.cites)
    for part in parts(call):
        if part.kind in BINDING and not part.element.source:
            yield from ((part.address, cite) for _, cite in citations(part))


def _of_notice(
    notice: Notice, quoted: dict[tuple[str, str, int], list[_Quotation]]
) -> Iterator[CoveredPhrase]:
    for clause in notice.walk():
        for number, sentence in enumerate(clause.sentences, 1):
            quotations = quoted.get((notice.id, clause.address, number), [])
            for phrase, elements, left in _of_sentence(sentence, quotations):
                yield CoveredPhrase(clause.address, number, phrase, elements, left, notice.id)


def _of_sentence(
    sentence: str, quotations: list[_Quotation]
) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Yield each phrase of a sentence, the elements that carry it, and what is left over."""
    words = squeeze(sentence)
    carriers = _carriers(words, quotations)
    end = 0
    for phrase in phrases(sentence):
        start = max(words.find(squeeze(phrase), end), end)
        end = start + len(squeeze(phrase))
        elements = dict.fromkeys(each for carried in carriers[start:end] for each in carried)
        yield phrase, tuple(elements), _left_over(words[start:end], carriers[start:end])


def _carriers(words: str, quotations: list[_Quotation]) -> list[list[str]]:
    """For each character of a sentence, the elements that quote it; a quotation is where its words first are."""
    carriers: list[list[str]] = [[] for _ in words]
    for quotation in quotations:
        start = words.find(quotation.words)
        if start >= 0:
            for place in range(start, start + len(quotation.words)):
                carriers[place].append(quotation.element)
    return carriers


def _left_over(words: str, carriers: list[list[str]]) -> tuple[str, ...]:
    """The runs of characters that nobody carries; none where they are few. Marks demand nothing."""
    runs = [""]
    for character, carried in zip(words, carriers, strict=True):
        if carried:
            runs.append("")
        elif character.isalnum():
            runs[-1] += character
    left = tuple(filter(None, runs))
    return left if sum(map(len, left)) > MOST_LEFT_OVER else ()
