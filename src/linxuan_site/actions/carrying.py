"""Answers and files of an earlier application are taken over: chosen one by one, in one act."""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.utils import timezone

from linxuan.carrying import Offer, Takeover, answers_with, takeover
from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan.programme.definition import Call
from linxuan_site import clock
from linxuan_site.actions.changes import record_file
from linxuan_site.actions.drafts import open_fields, save_answers
from linxuan_site.models import Account, Application, Attachment
from linxuan_site.permissions import may_see_field
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.cases import kept_attachments
from linxuan_site.queries.earlier import earlier_application, filled_form, thing_kept_apart


def takeover_for(application: Application, earlier: Application, *, account: Account) -> Takeover:
    """Return what the account could take over now; nothing where it may not fill in."""
    call, former = definition_of(application.published_call), definition_of(earlier.published_call)
    opened = open_fields(call, application, account)
    seen = {one for one in opened if _may_see(account, call, one) and _may_see(account, former, one)}
    apart = thing_kept_apart(application, earlier)
    withheld = {apart: say("那一份还在办，这一份要另起名称")} if apart else {}
    return takeover(filled_form(earlier), filled_form(application), opened=seen, withheld=withheld)


def _may_see(account: Account, call: Call, field: str) -> bool:
    return field not in call.fields or may_see_field(account, call.fields[field].visible)


@transaction.atomic
def take_over(
    application_id: int,
    earlier_id: int,
    keys: Collection[str],
    *,
    account: Account,
    version: int,
    earlier_version: int,
) -> list[Offer]:
    """Take over the offers of these keys, all or none, and return them.

    `version` and `earlier_version` are those of the preview: raises `Refused` where what was chosen is no
    longer what would happen, or the account may not copy here.
    """
    rows = Application.objects.select_related("published_call", "organisation")
    rows = rows.defer("published_call__files").prefetch_related("attachments")
    application = rows.select_for_update(of=("self",)).get(pk=application_id)
    earlier = earlier_application(account, application, earlier_id)
    if earlier is None:
        raise Refused(say("没有这一份可以带入的申报，或您不能查看"), code="earlier")
    offers = {one.key: one for one in takeover_for(application, earlier, account=account).offers}
    if not keys:
        raise BadInput(say("请先勾选要带入的"), field="take")
    changed = earlier.version != earlier_version or not offers.keys() >= set(keys)
    taken = [one for key, one in offers.items() if key in keys]
    if changed or any(_touched(application, one) > version for one in taken):
        raise Refused(say("您看过以后有人改了填写的内容，还没有带入。请再看一遍。"), code="overtaken")
    _carry(application, earlier, taken, account)
    return taken


def _touched(application: Application, offer: Offer) -> int:
    """The version at which the field of an offer last changed."""
    return int(application.touched.get(offer.field.id, 0))


def _carry(application: Application, earlier: Application, offers: Iterable[Offer], account: Account) -> None:
    answers = answers_with(offers)
    known = {(one.slot, one.name, one.digest): one for one in kept_attachments(earlier)}
    there = kept_attachments(application)
    for slot, file in dict.fromkeys(pair for one in offers for pair in one.files):
        kept = known[slot, file.name, file.digest]
        if any((one.slot, one.name, one.digest) == (slot, file.name, file.digest) for one in there):
            continue
        _clear(application, kept, there, account)
        record_file(application, _copied(application, kept, account), account=account, copied_from=earlier)
    if answers:
        version = application.version
        save_answers(application.pk, answers, account=account, version=version, copied_from=earlier)


def _clear(
    application: Application, coming: Attachment, there: Iterable[Attachment], account: Account
) -> None:
    """A row of a group says its file by the name: another one of that name goes with the rows that give way."""
    for one in there:
        if "." in one.slot and (one.slot, one.name) == (coming.slot, coming.name):
            one.removed_at = timezone.now()
            one.save(update_fields=["removed_at"])
            record_file(application, one, account=account)


def _copied(application: Application, kept: Attachment, account: Account) -> Attachment:
    """A row of its own for the same stored bytes: taking it away here leaves the other application as it is."""
    return Attachment.objects.create(
        application=application,
        slot=kept.slot,
        name=kept.name,
        content_type=kept.content_type,
        size=kept.size,
        digest=kept.digest,
        revision=application.submissions.count(),
        uploaded_by=account,
        uploaded_at=clock.now(),
    )
