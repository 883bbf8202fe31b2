"""The raw text of a notice, as a scanner left it, into clauses with addresses and sentences."""

from collections import Counter
from collections.abc import Iterator, Sequence
from types import MappingProxyType

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.notice.annexes import Annex
from linxuan.notice.clauses import CLOSING, LETTERHEAD, PREAMBLE, Clause, Correction, Notice
from linxuan.notice.corrections import NoticeFault, NoticeFaults, correct
from linxuan.notice.encoding import MOST_BYTES
from linxuan.notice.lines import bare, split, without_page_marks
from linxuan.notice.paragraphs import Paragraph, paragraphs
from linxuan.notice.parts import Parts, split_parts
from linxuan.notice.sentences import sentences
from linxuan.notice.tree import plant
from linxuan.notice.unfolding import unfolded


def read_notice(
    raw: str,
    *,
    id: str = "main",
    file: str = "",
    closing: str = "",
    corrections: Sequence[Correction] = (),
    number: str = "",
    dated: str = "",
    binds: bool = True,
) -> Notice:
    """Read a notice. `closing` is how the text after its last clause begins; without it that is found.

    Raises BadInput for a text that is empty or over 1 MB, and NoticeFaults, with every fault, for
    corrections and closing words that do not fit the text.
    """
    _refuse_unreadable(raw)
    lines, faults = correct(split(raw), corrections)
    kept, _ = without_page_marks(unfolded(lines))
    if not kept and not faults:
        raise BadInput(say("通知没有文字可读。"))
    parts = split_parts(paragraphs(kept), closing)
    if parts is None:
        problem = say("原文中没有以“{words}”开头的一段；请照原文抄写结尾部分最前面的几个字。", words=closing)
        faults = (*faults, NoticeFault("closing", None, problem))
    if faults or parts is None:
        raise NoticeFaults(faults)
    clauses = tuple(_clauses(parts))
    title = next((clause.heading for clause in clauses if clause.address == PREAMBLE), "")
    by_address = MappingProxyType({each.address: each for clause in clauses for each in clause.walk()})
    return Notice(id, title, clauses, tuple(corrections), number, dated, binds, file, by_address)


def _refuse_unreadable(raw: str) -> None:
    if not bare(raw):
        raise BadInput(say("通知没有文字可读。"))
    if len(raw) > MOST_BYTES or len(raw.encode("utf-8", errors="replace")) > MOST_BYTES:
        raise BadInput(say("通知超过 1 MB；请只保留正文的文字。"))


def _clauses(parts: Parts) -> Iterator[Clause]:
    """All clauses in the order of the text."""
    taken = Counter([LETTERHEAD, PREAMBLE, CLOSING, *(annex.address for annex in parts.annexes)])
    if parts.letterhead:
        yield _unnumbered(LETTERHEAD, parts.letterhead)
    if parts.title or parts.preamble:
        title = "".join(each.text for each in parts.title)
        first = (parts.title or parts.preamble)[0]
        yield Clause(PREAMBLE, title, sentences([each.text for each in parts.preamble]), 0, first.line)
    _, numbered = plant(parts.clauses, taken)
    yield from numbered
    if parts.closing:
        yield _unnumbered(CLOSING, parts.closing)
    for annex in parts.annexes:
        yield _annex(annex, taken)


def _unnumbered(address: str, texts: Sequence[Paragraph]) -> Clause:
    return Clause(address, "", sentences([each.text for each in texts]), 0, texts[0].line)


def _annex(annex: Annex, taken: Counter[str]) -> Clause:
    """An annex: its name is its first sentence, its own text follows."""
    own, children = plant(annex.paragraphs, taken, address=annex.address, depth=1)
    name = "".join(each.text for each in annex.names)
    return Clause(annex.address, "", (*_named(name), *sentences(own)), 0, annex.line, children)


def _named(name: str) -> tuple[str, ...]:
    return (name,) if name else ()
