"""What a printed form carries beside its words: the codes of its pages, and its answers for machines."""

from collections.abc import Callable, Mapping
from typing import Any

from linxuan.answers import FILED_ON
from linxuan.papers import SigningKey, canonical_json, page_codes
from linxuan.papers.drawing import code_dots
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Field
from linxuan.typesetting import Backing
from linxuan_site.models import Submission

NAME = "answers.json"
DIGEST_SHOWN = 16


def form_backing(call: Call, submission: Submission, key: SigningKey) -> Backing:
    """Return the codes of the pages of a submission's form, signed by `key`, and its answers as JSON."""
    number = submission.application.number or ""
    codes = drawn_codes(number, submission.revision, submission.digest, key)
    return Backing(codes, (NAME, canonical_json(form_data(call, submission)).decode()))


def drawn_codes(number: str, revision: int, digest: str, key: SigningKey) -> Callable[[int], list[bytes]]:
    """Return what makes the pictures of the codes of a paper, once its pages are counted; `digest` is the whole one."""

    def drawn(pages: int) -> list[bytes]:
        return [code_dots(text) for text in page_codes(number, revision, digest, pages=pages, key=key)]

    return drawn


def in_fours(digest: str) -> str:
    """Return the check code: the beginning of a digest, in groups as people read it."""
    return " ".join(digest[start : start + 4] for start in range(0, DIGEST_SHOWN, 4))


def form_data(call: Call, submission: Submission) -> dict[str, Any]:
    """Return what the form of a submission says, for machines: the applicant's answers as they were typed.

    `digest` is the SHA-256 over all answers that were frozen, those of offices included.
    """
    application = submission.application
    return {
        "call": application.call,
        "procedure": application.procedure,
        "number": application.number,
        "revision": submission.revision,
        "filed_on": submission.filed_on.isoformat(),
        "digest": submission.digest,
        "answers": _applicants(call, application.procedure, submission.answers),
    }


def _applicants(call: Call, procedure: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers of the sections that an applicant fills in, without what only offices may see."""
    sections = lookup.sections_of(call, procedure, by="applicant")
    fields = {id: call.fields[id] for section in sections for id in section.fields}
    shown = {id: field for id, field in fields.items() if field.visible != "offices" and id in answers}
    filed_on = {FILED_ON: answers[FILED_ON]} if FILED_ON in answers else {}
    return filed_on | {id: _rows(call, field, answers[id]) for id, field in shown.items()}


def _rows(call: Call, field: Field, answer: Any) -> Any:
    """An answer; of a group its rows without the columns that only offices may see."""
    if field.kind != "group" or not isinstance(answer, list):
        return answer
    return [
        {
            id: cell
            for id, cell in row.items()
            if id not in call.fields or call.fields[id].visible != "offices"
        }
        for row in answer
        if isinstance(row, Mapping)
    ]
