"""An office makes a paper: what it lists and its file are kept, and a later one does not replace it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import PurePath

from django.db import transaction

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan.papers import digest_of
from linxuan.programme.definition import Call, Paper
from linxuan.workflow import office_name
from linxuan_site import clock
from linxuan_site.actions.document_numbers import keep_reference, reference_for
from linxuan_site.actions.filing import next_in_series
from linxuan_site.actions.paper_keys import key_to_print
from linxuan_site.actions.storing import keep, stored_path
from linxuan_site.documents.letters import Mark, said_by_letter
from linxuan_site.documents.office_papers import (
    letter,
    letter_file,
    letter_layouts,
    said_by,
    table_files,
    table_to_issue,
)
from linxuan_site.models import Account, IssuedLayout, IssuedPaper, Office, PublishedCall
from linxuan_site.queries.calls import current_call, definition_of
from linxuan_site.queries.delegations import signature
from linxuan_site.queries.papers import (
    ENDINGS,
    WORD,
    Listed,
    acts_that_pass_on,
    is_of_a_list,
    layout_of,
    listed_on,
)

LETTERS, SERIES = "DOC", "paper:letter"
"""In the number of a letter; what counts them within a call."""


@transaction.atomic
def issue_paper(call: str, paper: str, *, account: Account, reference: str = "") -> IssuedPaper:
    """Make a paper of the account's office from what stands in the system now, and keep it.

    `reference` is the document number of a letter; without one it bears that of its last issue. Raises `BadInput`
    if there is no such paper, and `Refused` if another office makes it, there is nothing yet for it to list, or
    another document has that number.
    """
    published = current_call(call)
    definition = definition_of(published)
    if paper not in definition.papers:
        raise BadInput(say("没有“{paper}”这份材料", paper=paper), field="paper")
    wanted = definition.papers[paper]
    if not is_of_a_list(wanted):
        raise BadInput(say("“{paper}”要指明是哪一件的", paper=wanted.name), field="paper")
    office = _office_of(account, published, definition, wanted)
    listed = listed_on(definition, wanted, office)
    if not listed:
        raise _nothing_to_list(definition, wanted)
    made = _made(definition, wanted, office, listed, reference)
    digest = sha256(made.content).hexdigest()
    issued = IssuedPaper.objects.create(
        call=call,
        paper=paper,
        office=office,
        applications=[one.application.pk for one in listed],
        name=_file_name(wanted, office),
        file=store(made.content, digest),
        digest=digest,
        number=made.number,
        revision=made.revision,
        said=made.said,
        issued_by=account,
        issued_at=clock.now(),
        **signature(account),
    )
    keep_layouts(issued, made.layouts)
    keep_reference(issued, made.reference)
    return issued


def keep_layouts(issued: IssuedPaper, layouts: Mapping[str, bytes]) -> None:
    """Keep the same issue in other layouts, by layout, each a file of its own."""
    marked = say("（项目模板）")
    for layout, content in layouts.items():
        digest = sha256(content).hexdigest()
        path = PurePath(issued.name)
        name = f"{path.stem}.docx" if layout == WORD else f"{path.stem}{marked}{path.suffix}"
        file = store(content, digest)
        IssuedLayout.objects.create(issued=issued, layout=layout, name=name, file=file, digest=digest)


@dataclass(frozen=True)
class _Made:
    content: bytes
    number: str | None = None
    revision: int | None = None
    said: str | None = None
    layouts: Mapping[str, bytes] = field(default_factory=dict)
    reference: str = ""


def _made(call: Call, paper: Paper, office: Office, listed: Sequence[Listed], typed: str) -> _Made:
    """A workbook, which goes on being edited and says of which issue it is, or a letter."""
    if layout_of(paper) == "table":
        table = table_to_issue(call, paper, office, listed, clock.today())
        number, revision = _number(call, paper, office)
        files = table_files(call, paper, table, Mark(number, revision, key_to_print()))
        ours = files.pop("")
        return _Made(ours, number, revision, digest_of(said_by(table)), files)
    number, revision = _number(call, paper, office)
    reference = reference_for(call, office, number, typed)
    content = replace(letter(call, paper, office, listed, clock.today()), reference=reference)
    file = letter_file(call, paper, content, Mark(number, revision, key_to_print()))
    layouts = letter_layouts(call, paper, content)
    return _Made(file, number, revision, digest_of(said_by_letter(content)), layouts, reference)


def _number(call: Call, paper: Paper, office: Office) -> tuple[str, int]:
    """The number of what an office makes of a paper, such as `5-DOC-0003`, and how often it has been made."""
    Office.objects.select_for_update().get(pk=office.pk)
    earlier = IssuedPaper.objects.filter(call=call.id, paper=paper.id, office=office, number__isnull=False)
    last = earlier.order_by("-revision").values_list("number", "revision").first()
    if last:
        return str(last[0]), (last[1] or 0) + 1
    return f"{call.cohort}-{LETTERS}-{next_in_series(call.id, SERIES):04d}", 1


def _office_of(account: Account, published: PublishedCall, call: Call, paper: Paper) -> Office:
    office = account.office
    if office is None or office.authority != published.authority or office.kind != paper.sender:
        maker = office_name(call, paper.sender)
        raise Refused(
            say("“{paper}”由{maker}出具", paper=paper.name, maker=maker),
            clause=paper.clause,
            code="office",
            element=paper.id,
        )
    return office


def _nothing_to_list(call: Call, paper: Paper) -> Refused:
    acts = acts_that_pass_on(call, paper.sender)
    first = [
        call.actions[one].name
        for one in call.actions
        if one in acts and set(call.actions[one].concerns) & set(paper.concerns)
    ]
    told = say("“{paper}”还没有可以列入的，请先办理：{acts}", paper=paper.name, acts=say("、").join(first))
    return Refused(told, clause=paper.clause, code="paper", element=paper.id)


def _file_name(paper: Paper, office: Office) -> str:
    return f"{paper.name}（{office.name}）{clock.today():%Y%m%d}{ENDINGS[layout_of(paper)]}"


def store(content: bytes, digest: str) -> str:
    """Keep a file under its digest and return its path."""
    return stored_path(keep(content, digest))
