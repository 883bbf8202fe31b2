"""Citations: the clause has to be there, and the words have to stand in that sentence of it."""

from linxuan.language import say
from linxuan.notice.clauses import Notice
from linxuan.notice.quotation import nearest, sentence_holds, sentence_of
from linxuan.programme.anatomy import citations, parts
from linxuan.programme.definition import Call, Citation
from linxuan.programme.faults import Place, suggestion
from linxuan.programme.known import CALL
from linxuan.programme.lines import KeyPath
from linxuan.programme.package import Package

MOST_LOOKED_FOR = 100
"""Faults of a package up to which the sentence is looked for that was meant: it takes the whole text each time."""


def check_citations(call: Call, package: Package) -> None:
    """Hold every quotation against the corrected text."""
    for place, cite in enumerate(call.cites):
        path: KeyPath = ("call", "cite", place) if len(call.cites) > 1 else ("call", "cite")
        _check(call, package, Place(CALL, path), cite)
    for place, cite in enumerate(call.revocation.cites):
        path = ("call", "revocation", "cite")
        _check(call, package, Place(CALL, (*path, place) if len(call.revocation.cites) > 1 else path), cite)
    for part in parts(call):
        for path, cite in citations(part):
            _check(call, package, Place(part.element.file, (*part.place.path, *path)), cite)


def _check(call: Call, package: Package, place: Place, cite: Citation) -> None:
    if package.known.lacks("notice", cite.notice):
        known = package.known.of("notice") or ()
        package.faults.add(place, say("没有 [notice.{id}]", id=cite.notice), suggestion(cite.notice, known))
    elif cite.notice in call.notices:
        _check_in(call.notices[cite.notice], package, place, cite)


def _check_in(notice: Notice, package: Package, place: Place, cite: Citation) -> None:
    if cite.address not in notice.by_address:
        problem = say("通知里没有“{address}”这一条", address=cite.address)
        hint = _found_at(notice, cite, package)
    elif sentence_of(notice, cite.address, cite.sentence) is None:
        count = len(notice.by_address[cite.address].sentences)
        problem = say(
            "“{address}”没有第{number}句，共{count}句",
            address=cite.address,
            number=cite.sentence,
            count=count,
        )
        hint = _found_at(notice, cite, package)
    elif not sentence_holds(notice, cite.address, cite.sentence, cite.words):
        problem = say("“{place}”里没有“{words}”", place=cite.place, words=cite.words)
        hint = _found_at(notice, cite, package)
    else:
        return
    package.faults.add(place, problem, hint)


def _found_at(notice: Notice, cite: Citation, package: Package) -> str:
    near = nearest(notice, cite.words) if len(package.faults) < MOST_LOOKED_FOR else ""
    return say("最接近的是 {sentence}", sentence=near) if near else say("照改正后的通知原文抄写")
