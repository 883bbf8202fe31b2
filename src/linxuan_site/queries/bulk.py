"""Bulk acts as who confirmed them, and the colleagues, read them."""

from linxuan_site.models import Account, BulkAct


def bulk_of(account: Account, call: str, bulk_id: int) -> BulkAct | None:
    """Return a bulk act of the account's office with its rows; None if there is none."""
    rows = BulkAct.objects.filter(pk=bulk_id, call=call, confirmed_by__office=account.office_id)
    rows = rows.select_related("confirmed_by")
    return rows.prefetch_related("rows__application__organisation", "rows__step").first()


def confirmed_with(key: str, account: Account) -> BulkAct | None:
    """Return the bulk act that the account confirmed under a key; None if there is none."""
    return BulkAct.objects.filter(key=key, confirmed_by=account.pk).first()
