"""An office tells an applicant what is wrong at single fields: noted while it reviews, sent with the return."""

from collections.abc import Iterable, Iterator

from django.db import transaction

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan.programme.definition import Call
from linxuan_site import clock
from linxuan_site.actions.storable import refuse_unstorable
from linxuan_site.models import Account, Application, ConditionJudgement, Remark, RemarkDraft, Step
from linxuan_site.models.reviewing import CONFIRMED
from linxuan_site.permissions import may_read_application
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.delegations import kept_signature, signature, signed_name
from linxuan_site.queries.remarks import drafts_of, field_of_condition, label_of, remarked_fields
from linxuan_site.queries.reviewing import judgements_of, judges, own_judgements

LONGEST = 2000


@transaction.atomic
def note_remark(
    application_id: int, field: str, text: str, *, account: Account, seen: str | None = None
) -> RemarkDraft | None:
    """Note what the applicant is to be told at a field ('' for all of it); without words it is taken away.

    `seen` is the draft that the person saw: a colleague's newer words are never overwritten unseen.
    """
    refuse_unstorable([field, text], field="text")
    application = Application.objects.select_for_update().get(pk=application_id)
    call = definition_of(application.published_call)
    if not may_read_application(account, application) or not judges(call, application, account):
        raise Refused(say("这一件现在不在您这里审核，不能写意见"), code="stage")
    if field and field not in remarked_fields(call, application.procedure):
        raise BadInput(say("申报书里没有“{id}”这一项", id=field), field="text")
    if len(text) > LONGEST:
        told = say("意见最多 {most} 字，现在 {now} 字", most=LONGEST, now=len(text))
        raise BadInput(told, field="text")
    standing = drafts_of(application, account).get(field)
    _refuse_overtaken(standing, text.strip(), seen)
    return _keep(application, standing, field, text.strip(), account)


def _refuse_overtaken(standing: RemarkDraft | None, text: str, seen: str | None) -> None:
    words = standing.text if standing else ""
    if seen is None or words in (_plain(seen), _plain(text)):
        return
    told = (
        say(
            "{who}刚刚也写了这一项：{words}。您写的还在本页，请核对后再保存。",
            who=signed_name(standing.written_by, standing),
            words=words,
        )
        if standing
        else say("这一条刚刚被删去。您写的还在本页，请核对后再保存。")
    )
    raise Refused(told, code="overtaken")


def _plain(text: str) -> str:
    """Browsers send the ends of lines in their own way."""
    return text.replace("\r\n", "\n").strip()


def _keep(
    application: Application, standing: RemarkDraft | None, field: str, text: str, account: Account
) -> RemarkDraft | None:
    words = _plain(text)
    if not words:
        if standing is not None:
            standing.delete()
        return None
    if standing is not None:
        standing.text, standing.written_by, standing.changed_at = words, account, clock.now()
        for column, value in signature(account).items():
            setattr(standing, column, value)
        standing.save()
        return standing
    office = account.office
    return RemarkDraft.objects.create(
        application=application,
        field=field,
        office=office.kind if office else "",
        office_key=office.key if office else "",
        text=words,
        written_by=account,
        changed_at=clock.now(),
        **signature(account),
    )


def send_remarks(call: Call, application: Application, step: Step, account: Account) -> list[Remark]:
    """Send what was noted, and the doubts about this submission, with a step that sends an application back."""
    drafts = drafts_of(application, account)
    revision = application.submissions.count()
    noted = [(one.field, one.text, one.written_by, one) for one in drafts.values()]
    doubts = (
        (field_of_condition(call, application.procedure, one.condition), one.remark, one.judged_by, one)
        for one in doubts_of(application, account)
    )
    rows = [
        Remark(
            application=application,
            sent_with=step,
            field=field,
            revision=revision,
            text=text,
            office=account.office.kind if account.office else "",
            office_key=account.office.key if account.office else "",
            written_by=by,
            sent_at=step.at,
            **kept_signature(row),
        )
        for field, text, by, row in (*noted, *doubts)
    ]
    for one in drafts.values():
        one.delete()
    return [_saved(one) for one in rows]


def _saved(remark: Remark) -> Remark:
    remark.save()
    return remark


def doubts_of(
    application: Application, account: Account, rows: Iterable[ConditionJudgement] | None = None
) -> Iterator[ConditionJudgement]:
    """Yield what the account's office doubts or does not accept of the last submission, where it said why.

    `rows` are the judgements that count, if they were read already.
    """
    own = own_judgements(judgements_of(application) if rows is None else rows, account).values()
    if not any(one.verdict != CONFIRMED for one in own):
        return
    revision = application.submissions.count()
    for one in own:
        if one.revision == revision and one.verdict != CONFIRMED and one.remark:
            yield one


def told(call: Call, remarks: list[Remark]) -> str:
    """Return remarks as the lines of a message."""
    lines = ((label_of(call, one.field), one.text) for one in remarks)
    return "\n".join(
        say("{label}：{value}", label=label, value=text) if label else text for label, text in lines
    )
