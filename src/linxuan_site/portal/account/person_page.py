"""What a person's own page shows."""

from typing import Any

from linxuan_site.permissions import signed_in
from linxuan_site.portal.account.person_forms import DelegateForm, ProfileForm
from linxuan_site.queries.delegations import absences_of, colleagues_of
from linxuan_site.queries.people import duty_name, place_of


def person_page(
    reader: Any, *, profile_form: ProfileForm | None = None, delegate_form: DelegateForm | None = None
) -> dict[str, object]:
    """Return the page; the form given is the one that could not be carried out."""
    account = signed_in(reader)
    place = place_of(account)
    colleagues = [(one.pk, one.full_name) for one in colleagues_of(account)]
    known = {"full_name": account.full_name, "email": account.email}
    return {
        "person": account,
        "place": place,
        "duty": duty_name(account) if place else "",
        "absences": absences_of(account),
        "colleagues": colleagues,
        "delegate_form": delegate_form or DelegateForm(colleagues=colleagues),
        "profile_form": profile_form or ProfileForm(initial=known),
    }
