"""From where a request comes, and in which browser, in short."""

import ipaddress
import re
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest


@dataclass(frozen=True)
class Visit:
    """From where somebody comes: an address of the network, and his browser in short; both may be unknown."""

    address: str | None = None
    browser: str = ""


UNKNOWN_VISIT = Visit()
PROGRAMS = (
    ("微信", r"MicroMessenger"),
    ("Edge", r"Edg(?:e|A|iOS)?/"),
    ("360", r"QihooBrowser|360SE|360EE"),
    ("Opera", r"OPR/"),
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Chrome", r"Chrome/|CriOS/"),
    ("Safari", r"Safari/"),
)
SYSTEMS = (
    ("Android", r"Android"),
    ("HarmonyOS", r"HarmonyOS"),
    ("iPad", r"iPad"),
    ("iPhone", r"iPhone"),
    ("Windows", r"Windows"),
    ("macOS", r"Mac OS X"),
    ("Linux", r"Linux|X11"),
)


def visit_of(request: HttpRequest) -> Visit:
    """Return from where a request comes."""
    agent = request.headers.get("User-Agent", "")
    return Visit(address_of(request), browser_of(agent))


def address_of(request: HttpRequest) -> str | None:
    """Return the address of the network: of who stands before the proxies of `settings.PROXIES`, where there are any."""
    passed = [one.strip() for one in request.headers.get("X-Forwarded-For", "").split(",") if one.strip()]
    addresses = [*passed, str(request.META.get("REMOTE_ADDR", ""))]
    found = addresses[max(len(addresses) - 1 - settings.PROXIES, 0)]
    try:
        return str(ipaddress.ip_address(found))
    except ValueError:
        return None


def browser_of(agent: str) -> str:
    """Return a browser in short, such as `Chrome · Windows`; what it says of itself is a hint and no proof."""
    names = [
        next((name for name, sign in kinds if re.search(sign, agent)), "") for kinds in (PROGRAMS, SYSTEMS)
    ]
    return " · ".join(name for name in names if name)
