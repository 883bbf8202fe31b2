"""The contact person of an organisation: changed by a new row, so that the earlier ones stay."""

import re

from django.db import transaction
from django.utils import timezone

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan_site.actions.people import check_email
from linxuan_site.actions.storable import refuse_unstorable
from linxuan_site.models import Account, ContactPerson
from linxuan_site.queries.delegations import signature
from linxuan_site.queries.people import contact_of

PHONE = re.compile(r"[0-9+()（） -]{5,40}")


@transaction.atomic
def set_contact(account: Account, *, full_name: str, phone: str, email: str) -> ContactPerson:
    """Say whom an office reaches about the account's organisation; whoever fills in for it may."""
    if account.organisation is None:
        raise Refused(say("联系人由申报单位自己填写"), code="office")
    full_name, phone, email = full_name.strip(), phone.strip(), email.strip()
    if not full_name:
        raise BadInput(say("请填写联系人的姓名"), field="contact_name")
    if not PHONE.fullmatch(phone):
        raise BadInput(say("电话应是号码，如 010-12345678"), field="phone")
    refuse_unstorable([full_name, email])
    try:
        check_email(email)
    except BadInput as fault:
        raise BadInput(fault.problem, field="contact_email") from None
    now = contact_of(account.organisation)
    if now is not None and (now.full_name, now.phone, now.email) == (full_name, phone, email):
        return now
    return ContactPerson.objects.create(
        organisation=account.organisation,
        full_name=full_name,
        phone=phone,
        email=email,
        set_by=account,
        set_at=timezone.now(),
        **signature(account),
    )
