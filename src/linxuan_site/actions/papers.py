"""An office makes a paper: what it lists and its file are kept, and a later one does not replace it."""

from hashlib import sha256

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan.programme.definition import Call, Paper
from linxuan.workflow import office_name
from linxuan_site import clock
from linxuan_site.actions.files import stored_path
from linxuan_site.documents.office_papers import office_paper
from linxuan_site.models import Account, IssuedPaper, Office, PublishedCall
from linxuan_site.queries.calls import current_call, definition_of
from linxuan_site.queries.delegations import signature
from linxuan_site.queries.papers import ENDINGS, acts_that_pass_on, layout_of, listed_on


@transaction.atomic
def issue_paper(call: str, paper: str, *, account: Account) -> IssuedPaper:
    """Make a paper of the account's office from what stands in the system now, and keep it.

    Raises `BadInput` if there is no such paper, and `Refused` if another office makes it or there is
    nothing yet for it to list.
    """
    published = current_call(call)
    definition = definition_of(published)
    if paper not in definition.papers:
        raise BadInput(say("没有“{paper}”这份材料", paper=paper), field="paper")
    wanted = definition.papers[paper]
    office = _office_of(account, published, definition, wanted)
    listed = listed_on(definition, wanted, office)
    if not listed:
        raise _nothing_to_list(definition, wanted)
    content = office_paper(definition, wanted, office, listed, clock.today())
    digest = sha256(content).hexdigest()
    return IssuedPaper.objects.create(
        call=call,
        paper=paper,
        office=office,
        applications=[one.application.pk for one in listed],
        name=_file_name(wanted, office),
        file=_store(content, digest),
        digest=digest,
        issued_by=account,
        issued_at=clock.now(),
        **signature(account),
    )


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


def _store(content: bytes, digest: str) -> str:
    path = stored_path(digest)
    return path if default_storage.exists(path) else default_storage.save(path, ContentFile(content))
