"""Words quoted from a notice: compared without white space and whatever the width of the marks."""

import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from linxuan.notice.clauses import Clause, Notice
from linxuan.notice.lines import bare

_LONGEST_COMPARED = 1000
_CLOSE_ENOUGH = 0.3
_MARKS = str.maketrans(
    {
        **dict.fromkeys("〔［【[", "("),
        **dict.fromkeys("〕］】]", ")"),
        **dict.fromkeys("“”„‟〝〞「」『』", '"'),
        **dict.fromkeys("‘’`", "'"),
        **dict.fromkeys("—–―─‐‑−－", "-"),
        **dict.fromkeys("•‧・･", "·"),
        "〈": "《",
        "〉": "》",
        "｡": "。",
        "､": "、",
    }
)


@lru_cache(maxsize=20_000)
def squeeze(text: str) -> str:
    """Return `text` as it is compared: no white space, one width of letters and marks, one kind of bracket."""
    return bare(unicodedata.normalize("NFKC", text.translate(_MARKS))).translate(_MARKS)


def sentence_of(notice: Notice, address: str, sentence: int) -> str | None:
    """Return a sentence of a clause, counted from 1, or its heading for 0; None where it is not there."""
    clause = notice.by_address.get(address)
    if clause is None or not 0 <= sentence <= len(clause.sentences):
        return None
    return clause.sentences[sentence - 1] if sentence else clause.heading or None


def sentence_holds(notice: Notice, address: str, sentence: int, words: str) -> bool:
    """Tell whether the words stand in that sentence of that clause; sentence 0 is the heading."""
    text = sentence_of(notice, address, sentence)
    quoted = squeeze(words)
    return bool(quoted) and text is not None and quoted in squeeze(text)


def nearest(notice: Notice, words: str) -> str:
    """Return the sentence most like the words, as `一(二)2(1)#3 …`; empty where none is like them."""
    quoted = squeeze(words)[:_LONGEST_COMPARED]
    pairs = _pairs(quoted)
    candidates = sorted(
        ((len(pairs & _pairs(squeeze(text))), place, text) for place, text in _sentences(notice)),
        key=lambda candidate: -candidate[0],
    )[:5]
    best = max(candidates, key=lambda candidate: _likeness(quoted, candidate[2]), default=None)
    if best is None or _likeness(quoted, best[2]) < _CLOSE_ENOUGH:
        return ""
    return f"{best[1]} {best[2]}"


def _sentences(notice: Notice) -> Iterator[tuple[str, str]]:
    for clause in notice.walk():
        yield from _of(clause)


def _of(clause: Clause) -> Iterator[tuple[str, str]]:
    if clause.heading:
        yield f"{clause.address}#0", clause.heading
    for number, text in enumerate(clause.sentences, 1):
        yield f"{clause.address}#{number}", text


@lru_cache(maxsize=20_000)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[place : place + 2] for place in range(max(len(text) - 1, 1)))


def _likeness(quoted: str, text: str) -> float:
    """The share of the quoted characters that the sentence has in the same order."""
    if not quoted:
        return 0.0
    matcher = SequenceMatcher(None, quoted, squeeze(text)[:_LONGEST_COMPARED], autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / len(quoted)
