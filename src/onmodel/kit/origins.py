"""Whether a request comes from our own pages: what a browser says of where it was made."""

import ipaddress
from collections.abc import Collection
from urllib.parse import urlsplit

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def is_same_site(origin: str | None, fetch_site: str | None, host: str, allowed: Collection[str] = ()) -> bool:
    """Whether a request that changes something was made by our own page, by an allowed one, or by no browser.

    `origin` and `fetch_site` are the headers Origin and Sec-Fetch-Site, `host` the header Host, `allowed` are origins
    such as "https://review.studio". The order of the questions is that of Go's http.CrossOriginProtection (Go 1.25):
    every browser since 2020 sends one of the two headers with what changes something, so who sends neither is none.

    >>> is_same_site("https://evil.example", "cross-site", "board.studio")
    False
    >>> is_same_site("https://board.studio", "same-origin", "board.studio"), is_same_site(None, None, "board.studio")
    (True, True)
    """
    if origin is not None and origin in allowed:
        return True
    if fetch_site is not None:
        return fetch_site in {"same-origin", "none"}
    return origin is None or is_own(origin, host)


def is_own(origin: str, host: str) -> bool:
    """Whether an Origin names the host that was asked. The scheme is left out: a proxy may end the TLS.

    >>> is_own("http://localhost:8787", "localhost:8787"), is_own("http://localhost:1", "localhost:8787")
    (True, False)
    >>> is_own("null", "null")
    False
    """
    parts = urlsplit(origin)
    return parts.scheme in {"http", "https"} and parts.netloc.lower() == host.lower() != ""


def is_home(host: str, allowed: Collection[str] = ()) -> bool:
    """Whether a Host header can only mean this machine or this house, so that no foreign page stands behind it.

    Without logins a page of evil.example whose name is made to lead to 127.0.0.1 (DNS rebinding) would be let in; it
    comes with its own name. Addresses, names without a dot, *.localhost and *.local are in nobody else's DNS.

    >>> [is_home(h) for h in ("127.0.0.1:8787", "[::1]:8787", "localhost", "set-7.local", "evil.example:8787", "")]
    [True, True, True, True, False, False]
    """
    try:
        name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return False
    if any(host.lower() == urlsplit(origin).netloc.lower() for origin in allowed):
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return bool(name) and ("." not in name or name.endswith((".localhost", ".local")))
    return True
