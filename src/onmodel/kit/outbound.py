"""Requests to addresses that somebody else chose: webhooks, references by URL, identity providers.

Such an address must not reach what only this machine or its network can (server-side request forgery). As OWASP has it
("Server-Side Request Forgery Prevention Cheat Sheet"): the name is resolved once, every address it has is checked, the
connection goes to the one that was checked (so that a name cannot change its mind), redirects are not followed,
proxies from the environment are not used, and an answer is read up to a limit.
"""

import ipaddress
import re
import socket
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

import httpx2

from onmodel.errors import Invalid, OnmodelError

Resolve = Callable[[str, int], Sequence[str]]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052
_TODO = "Ask whoever runs this server to name the host or its network in ONMODEL_OUTBOUND_ALLOW"


class AddressRefused(Invalid):
    """The address leads into a private network, to this machine, or is no http(s) address."""


class OutboundFailed(OnmodelError):
    """The other side did not answer, not in time, or with more than is read."""

    status = 502


@dataclass(frozen=True)
class Answer:
    """What came back. 3xx are answers like others: nothing is followed."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def resolve(host: str, port: int) -> list[str]:
    """Every address that the system's resolver gives for a name."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Outbound:
    """Sends requests to strangers' addresses. `allow`: hosts and networks that may be private, "10.1.0.0/16,a.lan"."""

    def __init__(
        self, allow: str = "", *, resolve: Resolve = resolve, timeout: float = 10.0, limit: int = 2**20
    ) -> None:
        named = [part.strip().lower() for part in allow.split(",") if part.strip()]
        self._networks = [network for part in named if (network := _network(part))]
        self._hosts = {part for part in named if not _network(part)}
        self._resolve, self._limit = resolve, limit
        self._client = httpx2.Client(
            trust_env=False, follow_redirects=False, timeout=timeout,
            limits=httpx2.Limits(max_keepalive_connections=0),  # a connection kept is one that is not checked again
        )  # fmt: skip

    def close(self) -> None:
        """Let go of what is open."""
        self._client.close()

    def check(self, url: str) -> str:
        """The address to connect to, after every one of the name's was found to be public; raises AddressRefused."""
        parts = _parsed(url)
        host, port = parts[0], parts[1]
        try:
            found = [ipaddress.ip_address(text.partition("%")[0]) for text in self._resolve(host, port)]
        except (OSError, ValueError, UnicodeError) as error:
            raise AddressRefused(f"{host!r:.100} leads nowhere", why=str(error)[:200]) from error
        if not found:
            raise AddressRefused(f"{host!r:.100} leads nowhere")
        if host not in self._hosts and not all(map(self._is_open, found)):
            raise AddressRefused(f"{host!r:.100} is not on the public internet", todo=_TODO)
        return str(found[0])

    def send(
        self, method: str, url: str, *, headers: Mapping[str, str] | None = None, content: bytes | None = None
    ) -> Answer:
        """One request, answered by the very address that was checked. Raises AddressRefused, OutboundFailed."""
        address = self.check(url)
        host, port, given = _parsed(url)
        at = f"[{address}]" if ":" in address else address
        pinned = urlunsplit(urlsplit(url)._replace(netloc=f"{at}:{port}", fragment=""))
        named = {**(headers or {}), "Host": given}
        extensions = {"sni_hostname": host}  # the certificate must be the name's, not the address's
        request = self._client.build_request(method, pinned, headers=named, content=content, extensions=extensions)
        try:
            return self._answer(request)
        except (httpx2.HTTPError, OSError) as error:
            raise OutboundFailed(
                f"{host!r:.100} did not answer", why=f"{type(error).__name__}: {error}"[:200]
            ) from error

    def _answer(self, request: httpx2.Request) -> Answer:
        response = self._client.send(request, stream=True)
        try:
            body = bytearray()
            for part in response.iter_bytes():
                body += part
                if len(body) > self._limit:
                    raise OutboundFailed(f"The answer has more than {self._limit:,} bytes")
            return Answer(response.status_code, dict(response.headers), bytes(body))
        finally:
            response.close()

    def _is_open(self, address: Address) -> bool:
        inner = _inner(address)
        return is_public(address) or any(inner in network for network in self._networks)


def is_public(address: Address) -> bool:
    """Whether an address is somebody's on the open internet, also inside an IPv6 one that carries an IPv4 one.

    >>> from ipaddress import ip_address
    >>> [is_public(ip_address(a)) for a in ("93.184.216.34", "::ffff:127.0.0.1", "169.254.169.254", "100.64.0.1")]
    [True, False, False, False]
    """
    inner = _inner(address)
    return inner.is_global and not inner.is_multicast and not inner.is_reserved


def _inner(address: Address) -> Address:
    """The IPv4 address that a mapped, 6to4, Teredo or NAT64 one leads to."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo[1] if address.teredo else None
    return address.ipv4_mapped or address.sixtofour or teredo or address


def _network(text: str) -> Network | None:
    try:
        return ipaddress.ip_network(text)
    except ValueError:
        return None


def _parsed(url: str) -> tuple[str, int, str]:
    """Host, port, and what the header Host says; raises AddressRefused."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip(".").lower(), parts.port
    except ValueError as error:
        raise AddressRefused("The address cannot be read", why=str(error)[:200]) from error
    strange = re.search(r"[\x00-\x20\x7f\\]", url)
    if parts.scheme not in {"http", "https"} or not host or parts.username is not None or strange:
        raise AddressRefused("The address is no plain http or https address", todo="As in https://hooks.studio/onmodel")
    try:
        host = host if ":" in host else host.encode("idna").decode()
    except UnicodeError as error:
        raise AddressRefused("The address names no host", why=str(error)[:200]) from error
    shown = f"[{host}]" if ":" in host else host
    default = 443 if parts.scheme == "https" else 80
    return host, port or default, shown if port in {None, default} else f"{shown}:{port}"
