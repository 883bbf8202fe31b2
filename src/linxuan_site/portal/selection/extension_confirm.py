"""What putting a deadline off would do, shown before it is done: it cannot be called back."""

from collections.abc import Mapping

from linxuan.programme.definition import Call
from linxuan_site.actions.rehearsing import RehearsedExtension
from linxuan_site.portal.office.confirm_page import NOT_TYPED
from linxuan_site.queries.counts import counts_of


def confirmed_page(call: Call, rehearsed: RehearsedExtension, given: Mapping[str, str]) -> dict[str, object]:
    """Return what the page shows that asks to confirm an extension, with how many it concerns."""
    extension = rehearsed.extension
    deadline = call.deadlines[extension.deadline]
    counts, concerned = counts_of(call.id), deadline.concerns or None
    return {
        "call": call,
        "deadline": deadline,
        "extension": extension,
        "drafts": counts.total(procedures=concerned, filed=False, closed=False),
        "filed": counts.total(procedures=concerned, filed=True, closed=False),
        "told": rehearsed.effects.messages,
        "given": [(key, text) for key, text in given.items() if key not in NOT_TYPED],
    }
