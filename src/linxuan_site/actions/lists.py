"""An officer keeps a filter under a name, for himself or for his office."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan_site import clock
from linxuan_site.actions.storable import refuse_unstorable
from linxuan_site.models import Account, SavedList
from linxuan_site.permissions import office_of

MOST = 50


def save_list(
    call: str, name: str, query: Mapping[str, str], *, account: Account, shared: bool = False
) -> SavedList:
    """Keep a filter under a name that the person has not used yet."""
    refuse_unstorable((name, dict(query)))
    if not name.strip():
        raise BadInput(say("请给这个筛选起个名字"), field="name")
    if len(name.strip()) > 60:
        raise BadInput(say("名字最多 60 字"), field="name")
    if SavedList.objects.filter(call=call, saved_by=account).count() >= MOST:
        raise Refused(say("最多保存 {most} 个筛选，请先删去不用的", most=MOST), code="many")
    try:
        with transaction.atomic():
            return SavedList.objects.create(
                call=call,
                office=office_of(account),
                name=name.strip(),
                query=dict(query),
                shared=shared,
                saved_by=account,
                saved_at=clock.now(),
            )
    except IntegrityError:
        raise BadInput(say("您已有一个筛选叫“{name}”", name=name.strip()), field="name") from None


def delete_list(list_id: int, *, account: Account) -> None:
    """Take away a filter that the account saved itself."""
    gone, _ = SavedList.objects.filter(pk=list_id, saved_by=account).delete()
    if not gone:
        raise Refused(say("只能删去自己保存的筛选"), code="office")
