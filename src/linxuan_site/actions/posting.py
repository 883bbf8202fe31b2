"""Sends a message to an address that somebody else chose, and lets nobody reach by it what stands beside the site.

The name is resolved once, every address that it has is looked at, and the connection goes to the one that was looked
at: a name that resolves otherwise a moment later gains nothing. No redirect is followed, little of the answer is
read, and the whole takes no longer than it may.
"""

import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Timer
from urllib.parse import SplitResult, urlsplit

from linxuan.errors import BadInput
from linxuan.language import say

SECONDS = 10.0
"""How long one message may take, from looking the name up to the end of the answer."""
LARGEST_ANSWER = 64 * 1024
"""So many bytes of an answer are read, and forgotten."""
LONGEST_URL = 500
EMBEDDING = IPv6Network("64:ff9b::/96")
"""Addresses of IPv6 whose last 32 bits are one of IPv4, translated on the way (RFC 6052)."""


class NotSent(Exception):
    """A message did not get to the other side, or got no answer; says why."""


def check_url(url: str, *, loopback: bool) -> str:
    """Return an address that messages can be sent to; raises `BadInput` for any other.

    It is https; where `loopback` is true also http to this machine itself, for trying things out.
    """
    url = url.strip()
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises for a port that is none
    except ValueError as fault:
        raise BadInput(say("这个网址看不懂"), field="url") from fault
    if len(url) > LONGEST_URL or not url.isascii() or any(sign <= " " or sign == "\x7f" for sign in url):
        raise BadInput(say("网址太长，或有不能用的字符"), field="url")
    if parts.scheme != "https" and not (loopback and parts.scheme == "http"):
        raise BadInput(say("网址要以 https:// 开头"), field="url")
    if not parts.hostname or parts.username is not None or parts.password is not None or parts.fragment:
        raise BadInput(say("网址要有主机名，不能带用户名、密码或 #"), field="url")
    try:
        own = ip_address(parts.hostname)
    except ValueError:
        return url
    if not _may_be_reached(own, loopback):
        raise BadInput(say("这个网址指向内部网络，不能用"), field="url")
    return url


def post(url: str, body: bytes, headers: Mapping[str, str], *, loopback: bool) -> int:
    """Send `body` and return the status that came back; raises `NotSent` where none came."""
    try:
        parts = urlsplit(check_url(url, loopback=loopback))
        connection = _connection(parts, loopback)
    except BadInput as fault:
        raise NotSent(fault.problem) from fault
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    hung = Timer(SECONDS, connection.cut)
    hung.start()
    try:
        connection.connect()
        connection.request("POST", target, body, {**headers, "Connection": "close"})
        answer = connection.getresponse()
        answer.read(LARGEST_ANSWER)
    except (OSError, HTTPException, ValueError) as fault:
        raise NotSent(_words(fault)) from fault
    finally:
        hung.cancel()
        connection.close()
    return answer.status


def _connection(parts: SplitResult, loopback: bool) -> "_Plain | _Secure":
    host, secure = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    address = _looked_at(host, port, loopback)
    made = _Secure(host, port, address) if secure else _Plain(host, port, address)
    if not secure and not ip_address(address).is_loopback:
        raise NotSent(say("不加密的网址只能指向本机"))
    return made


def _looked_at(host: str, port: int, loopback: bool) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as fault:
        raise NotSent(say("找不到主机“{host}”", host=host)) from fault
    addresses = [str(one[4][0]).partition("%")[0] for one in found]
    if not addresses or not all(_may_be_reached(ip_address(one), loopback) for one in addresses):
        raise NotSent(say("“{host}”指向内部网络，没有发送", host=host))
    return addresses[0]


def _may_be_reached(address: IPv4Address | IPv6Address, loopback: bool) -> bool:
    """Tell whether an address is of the public network, whatever it is wrapped in."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in EMBEDDING:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return _may_be_reached(inner, loopback)
    if address.is_loopback:
        return loopback
    return address.is_global and not address.is_multicast


class _Wire:
    """What a message goes over: kept here as well, for the library lets go of it while the answer is read."""

    wire: socket.socket | None = None

    def open(self, address: str, port: int) -> socket.socket:
        """Connect to an address."""
        self.wire = socket.create_connection((address, port), timeout=SECONDS)
        return self.wire

    def cut(self) -> None:
        """End it, because the other side is too slow: who reads from it is told that nothing more comes."""
        if self.wire is not None:
            with suppress(OSError):  # it has ended by itself
                self.wire.shutdown(socket.SHUT_RDWR)


class _Plain(_Wire, HTTPConnection):
    """A connection to an address that was looked at, whatever its name resolves to now."""

    def __init__(self, host: str, port: int, address: str) -> None:
        super().__init__(host, port, timeout=SECONDS)
        self.address = address

    def connect(self) -> None:
        """Connect to that address."""
        self.sock = self.open(self.address, self.port)


class _Secure(_Wire, HTTPSConnection):
    """The same over TLS; the certificate has to be that of the name."""

    def __init__(self, host: str, port: int, address: str) -> None:
        self.trusted = ssl.create_default_context()
        super().__init__(host, port, timeout=SECONDS, context=self.trusted)
        self.address = address

    def connect(self) -> None:
        """Connect to that address, and prove the name."""
        self.sock = self.trusted.wrap_socket(self.open(self.address, self.port), server_hostname=self.host)
        self.wire = self.sock


def _words(fault: Exception) -> str:
    if isinstance(fault, TimeoutError):
        return say("对方 {seconds} 秒内没有应答", seconds=int(SECONDS))
    if isinstance(fault, ssl.SSLError):
        return say("对方的证书不可信，或不能加密：{why}", why=fault.reason or fault)
    if isinstance(fault, ConnectionRefusedError):
        return say("对方没有接受连接")
    return say("没有送到：{why}", why=f"{type(fault).__name__}: {fault}"[:200])
