"""Whom to call, as messages say it."""

from linxuan.language import say
from linxuan.programme.definition import Call


def contact_line(call: Call) -> str:
    """Return whom a call names for questions, in one line; '' where it names nobody with a name or a number."""
    lines = (
        " ".join(part for part in (one.for_what, one.office, one.name, one.phone, one.email) if part)
        for one in call.contacts.values()
        if one.name or one.phone or one.email
    )
    return say("；").join(lines)
