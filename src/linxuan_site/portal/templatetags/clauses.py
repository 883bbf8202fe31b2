"""Whose words these are: the chip that leads to a clause of the notice."""

from django.urls import reverse

from linxuan.programme.definition import Element


def clause(address: str, call: str = "") -> dict[str, object]:
    """`{% clause finding.clause call.id %}`: a chip with the address; it links when the call's id is given.

    Without an address nothing is drawn.
    """
    href = f"{reverse('notice', args=[call])}#{address}" if call and address else ""
    return {"address": address, "href": href}


def origin(element: Element, call: str = "") -> dict[str, object]:
    """`{% origin deadline call.id %}`: the chips of an element, or the tag of what the authority set itself."""
    addresses = dict.fromkeys(cite.address for cite in element.cites)
    return {"addresses": list(addresses), "source": element.source, "why": element.why, "call": call}
