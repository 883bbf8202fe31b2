"""Whose words these are: the chip that leads to a clause of the notice."""

from django.urls import reverse
from django.utils.safestring import SafeString

from linxuan.programme.definition import Element
from linxuan_site.portal.templatetags.drawn import drawn


def clause(address: str, call: str = "") -> dict[str, object]:
    """`{% clause finding.clause call.id %}`: a chip with the address; it links when the call's id is given.

    Without an address nothing is drawn.
    """
    href = f"{reverse('notice', args=[call])}#{address}" if call and address else ""
    return {"address": address, "href": href}


def origin(element: Element, call: str = "") -> SafeString:
    """`{% origin deadline call.id %}`: the chips of an element, or the tag of what the authority set itself."""
    addresses = tuple(dict.fromkeys(cite.address for cite in element.cites))
    return _draw_origin(addresses, element.source, element.why, call)


def _origin(addresses: tuple[str, ...], source: str, why: str, call: str) -> dict[str, object]:
    return {"addresses": addresses, "source": source, "why": why, "call": call}


_draw_origin = drawn("parts/origin.html", _origin)
