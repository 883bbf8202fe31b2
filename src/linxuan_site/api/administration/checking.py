"""What `linxuan doctor` finds, by API: for a system that watches others."""

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema

from linxuan_site.api.opening import FAULTS, let_in
from linxuan_site.doctor import examine
from linxuan_site.permissions import is_administrator

router = Router()


class InstallationFindingOut(Schema):
    """What one check saw, and what mends it; `check` is its name for machines."""

    check: str
    subject: str
    state: Literal["ok", "warn", "fault"]
    told: str
    mend: str


@router.get(
    "/administration/check",
    response={200: list[InstallationFindingOut], **FAULTS},
    auth=let_in(is_administrator),
)
def check(request: HttpRequest) -> Any:  # noqa: ARG001 - every operation is given it
    """Look at the installation now: every check of `linxuan doctor`, in the reader's language."""
    return examine()
