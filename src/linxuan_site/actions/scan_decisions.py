"""An office decides what a scan's doubts come to. A newer row corrects an older one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan_site import clock, outbox
from linxuan_site.actions.remarks import note_remark
from linxuan_site.actions.storable import refuse_unstorable
from linxuan_site.models import Account, Application, ScanDecision, ScanExamination
from linxuan_site.models.scans import ACCEPTED, ASKED_AGAIN
from linxuan_site.permissions import may_read_application
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.delegations import signature, signed_name
from linxuan_site.queries.remarks import drafts_of
from linxuan_site.queries.reviewing import judges
from linxuan_site.queries.scans import Examined, ShownDoubt, examined

LONGEST = 500


@dataclass(frozen=True)
class Decided:
    """What an officer holds of the doubt `doubt`, from 1: `accepted` or `asked_again`, and why.

    `seen` is the id of the decision that he saw, 0 if there was none; None does not ask.
    """

    doubt: int
    verdict: str
    why: str
    seen: int | None = None


@transaction.atomic
def decide_doubts(examination_id: int, decided: Sequence[Decided], *, account: Account) -> list[ScanDecision]:
    """Record what an officer holds of doubts, all or none; what he did not change is left as it is.

    What is asked again is noted for the applicant like any remark, to go with a return, and he is told at once:
    another scan may do without one. Raises `BadInput` at what cannot be read, `Refused` for an office on whose
    desk it does not lie, for a scan that is not the newest, and where a colleague was faster.
    """
    refuse_unstorable([one.why for one in decided], field="why")
    application_id = ScanExamination.objects.values_list("application", flat=True).get(pk=examination_id)
    application = Application.objects.select_for_update().get(pk=application_id)
    call = definition_of(application.published_call)
    if not may_read_application(account, application) or not judges(call, application, account):
        raise Refused(say("这一件现在不在您这里审核，不能处理疑点"), code="stage")
    newest = examined(application)
    if newest is None or newest.examination.pk != examination_id:
        raise Refused(say("刚刚又交来了新的扫描件，请看新的一份"), code="overtaken")
    doubts = {one.number: one for one in newest.doubts}
    for one in decided:
        _refuse_unreadable(one, doubts)
    changed = [one for one in decided if _is_new(one, doubts[one.doubt])]
    for one in changed:
        _refuse_overtaken(one, doubts[one.doubt])
    rows = [_write(newest.examination, one, account) for one in changed]
    _tell(application, newest, changed, rows, account)
    return rows


def _refuse_unreadable(decided: Decided, doubts: dict[int, ShownDoubt]) -> None:
    number = decided.doubt
    if number not in doubts:
        raise BadInput(say("没有第 {number} 处疑点", number=number), field="doubt")
    if decided.verdict not in (ACCEPTED, ASKED_AGAIN):
        raise BadInput(say("请选择认可，或请申报主体重交"), field=f"verdict.{number}")
    if not decided.why.strip():
        raise BadInput(say("第 {number} 处疑点：请写明理由", number=number), field=f"why.{number}")
    if len(decided.why) > LONGEST:
        told = say("理由最多 {most} 字，现在 {now} 字", most=LONGEST, now=len(decided.why))
        raise BadInput(told, field=f"why.{number}")


def _is_new(decided: Decided, doubt: ShownDoubt) -> bool:
    standing = doubt.decision
    return standing is None or (standing.verdict, standing.why) != (decided.verdict, decided.why.strip())


def _refuse_overtaken(decided: Decided, doubt: ShownDoubt) -> None:
    standing = doubt.decision
    if standing is None or decided.seen is None or decided.seen == standing.pk:
        return
    told = say(
        "{who}刚刚也处理了第 {number} 处疑点，您的没有记录。请重新打开本页，看过再改。",
        who=signed_name(standing.decided_by, standing),
        number=doubt.number,
    )
    raise Refused(told, code="overtaken")


def _write(examination: ScanExamination, decided: Decided, account: Account) -> ScanDecision:
    return ScanDecision.objects.create(
        examination=examination,
        doubt=decided.doubt,
        verdict=decided.verdict,
        why=decided.why.strip(),
        office=account.office.kind if account.office else "",
        office_key=account.office.key if account.office else "",
        decided_by=account,
        decided_at=clock.now(),
        **signature(account),
    )


def _tell(
    application: Application,
    newest: Examined,
    changed: Iterable[Decided],
    rows: Iterable[ScanDecision],
    account: Account,
) -> None:
    """Note what is asked again among the remarks on the application as a whole, and say it to the applicant."""
    before = {one.number: _line(one.words, one.decision.why) for one in newest.asked_again if one.decision}
    doubts = {one.number: one for one in newest.doubts}
    decided = {one.doubt: one for one in changed}
    gone = [line for number, line in before.items() if number in decided]
    asked = [
        _line(doubts[number].words, one.why.strip())
        for number, one in decided.items()
        if one.verdict == ASKED_AGAIN
    ]
    standing = drafts_of(application, account).get("")
    lines = [one for one in (standing.text.split("\n") if standing else []) if one not in gone]
    if asked or gone:
        note_remark(application.pk, "", "\n".join([*lines, *asked]), account=account)
    if asked:
        told = outbox.Told(
            "scan.asked_again",
            f"scan-decision:{max(one.pk for one in rows)}",
            {"number": application.number or "", "asked": asked},
            page=("application", application.pk),
            about=f"application:{application.pk}",
            by=account,
        )
        outbox.announce(told, to=application.organisation)


def _line(words: str, why: str) -> str:
    """One line of a remark; the reason may have been typed in several."""
    return say("盖章扫描件：{words}。{why}", words=words, why=" ".join(why.split()))
