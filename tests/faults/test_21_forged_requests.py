"""Fault 21: an address that leads back into the house (server-side request forgery).

Promise: private, link-local, rebinding, redirecting and IPv6-mapped addresses are refused. A canary on the loopback
interface, with a server that a forged request would want to reach, sees no hit.
"""

import http.server
import threading
from collections.abc import Iterator

import pytest

from onmodel.kit import outbound
from onmodel.kit.outbound import AddressRefused, Outbound, OutboundFailed

PUBLIC = "93.184.216.34"
INSIDE = {
    "loopback": "127.0.0.1", "loopback elsewhere": "127.8.8.8", "IPv6 loopback": "::1", "mapped": "::ffff:127.0.0.1",
    "mapped private": "::ffff:10.0.0.1", "private A": "10.1.2.3", "private B": "172.16.0.1", "private C": "192.168.1.1",
    "link-local": "169.254.1.1", "metadata": "169.254.169.254", "IPv6 metadata": "fd00:ec2::254", "any": "0.0.0.0",
    "IPv6 any": "::", "carrier": "100.64.0.1", "broadcast": "255.255.255.255", "multicast": "224.0.0.1",
    "IPv6 multicast": "ff02::1", "IPv6 link-local": "fe80::1%eth0", "unique local": "fc00::1", "6to4": "2002:7f00:1::",
    "NAT64": "64:ff9b::7f00:1", "Teredo": "2001:0:4136:e378:8000:63bf:80ff:fffe", "documentation": "192.0.2.1",
    "benchmark": "198.18.0.1", "reserved": "240.0.0.1", "no address": "not-an-address",
}  # fmt: skip


class Canary(http.server.ThreadingHTTPServer):
    hits = 0
    location = ""


class _Handler(http.server.BaseHTTPRequestHandler):
    server: Canary

    def do_POST(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        self.server.hits += 1
        self.send_response(302 if self.server.location else 200)
        if self.server.location:
            self.send_header("Location", self.server.location)
        body = self.headers.get("Host", "").encode() if self.path != "/long" else b"x" * 3_000_000
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def canary() -> Iterator[Canary]:
    with Canary(("127.0.0.1", 0), _Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.mark.parametrize("name", INSIDE)
def test_an_address_inside_is_refused(name: str) -> None:
    with pytest.raises(AddressRefused) as caught:
        Outbound(resolve=lambda *_: [INSIDE[name]]).send("GET", "http://innocent.example/")
    assert caught.value.status == 422


@pytest.mark.parametrize("name", INSIDE)
def test_one_address_inside_among_public_ones_is_enough(name: str) -> None:
    with pytest.raises(AddressRefused):
        Outbound(resolve=lambda *_: [PUBLIC, INSIDE[name]]).check("https://innocent.example/")


WAYS = (
    "127.0.0.1",
    "localhost",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "127.1",
    "[::ffff:127.0.0.1]",
    "0",
    "LOCALHOST.",
)


@pytest.mark.parametrize("host", WAYS)
def test_the_canary_is_not_reached_however_it_is_written(canary: Canary, host: str) -> None:
    for method in ("GET", "POST"):
        with pytest.raises(AddressRefused):
            Outbound().send(method, f"http://{host}:{canary.server_address[1]}/secret")
    assert canary.hits == 0


def test_a_name_that_changes_its_mind_is_held_to_its_first_answer(canary: Canary) -> None:
    """DNS rebinding: public when it is checked, this machine when it is connected to."""
    asked: list[str] = []

    def flipping(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.2"] if len(asked) % 2 else ["127.0.0.1"]

    client = Outbound("127.0.0.2", resolve=flipping, timeout=0.3)  # stands for a public address
    url = f"http://rebinding.example:{canary.server_address[1]}/"
    with pytest.raises(OutboundFailed):  # it goes where it was checked, and there is nobody
        client.send("GET", url)
    assert asked == ["rebinding.example"], "it was resolved once"
    with pytest.raises(AddressRefused):
        client.send("GET", url)
    assert canary.hits == 0


def test_a_redirect_is_an_answer_and_is_not_followed(canary: Canary) -> None:
    port = canary.server_address[1]
    with Canary(("127.0.0.1", 0), _Handler) as outside:
        outside.location = f"http://127.0.0.1:{port}/secret"
        threading.Thread(target=outside.serve_forever, daemon=True).start()
        client = Outbound("hook.example", resolve=lambda *_: ["127.0.0.1"])
        answer = client.send("POST", f"http://hook.example:{outside.server_address[1]}/", content=b"{}")
        outside.shutdown()
    assert (answer.status, answer.headers["location"], outside.hits) == (302, outside.location, 1)
    assert canary.hits == 0


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "gopher://127.0.0.1:6379/_FLUSHALL", "ftp://x/", "//x/", "http://", "x", "", "http://:80/",
        "http://user:pass@public.example/", "http://public.example@127.0.0.1/", "http://a\r\nHost: b/", "http://a b/",
        "http://public.example:99999/", "http://public.example\\@127.0.0.1/", "http://[::1/", "unix:/run/docker.sock",
    ],
)  # fmt: skip
def test_what_is_no_plain_web_address(url: str) -> None:
    with pytest.raises(AddressRefused):
        Outbound(resolve=lambda *_: [PUBLIC]).send("GET", url)


def test_what_the_house_allows_is_reached(canary: Canary) -> None:
    port = canary.server_address[1]
    for allow in ("127.0.0.0/8", "hook.lan", " 10.0.0.0/8 , HOOK.lan "):
        client = Outbound(allow, resolve=lambda *_: ["127.0.0.1"])
        answer = client.send("GET", f"http://hook.lan:{port}/", headers={"X-Mine": "1"})
        assert (answer.status, answer.body) == (200, f"hook.lan:{port}".encode()), "the name is told, not the address"
    with pytest.raises(AddressRefused):
        Outbound("10.0.0.0/8,other.lan", resolve=lambda *_: ["127.0.0.1"]).check(f"http://hook.lan:{port}/")


def test_an_answer_is_read_up_to_a_limit_and_a_silent_server_is_left(canary: Canary) -> None:
    client = Outbound("127.0.0.1", timeout=2.0)
    with pytest.raises(OutboundFailed, match="more than"):
        client.send("GET", f"http://127.0.0.1:{canary.server_address[1]}/long")
    with pytest.raises(OutboundFailed):
        client.send("GET", f"http://127.0.0.1:{_silent()}/")


def test_a_proxy_of_the_environment_is_not_used(canary: Canary, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever can set it must not see what is sent; and a proxy would resolve the name again."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{canary.server_address[1]}")
    with pytest.raises(OutboundFailed):
        Outbound("127.0.0.2", resolve=lambda *_: ["127.0.0.2"], timeout=0.3).send("GET", "http://public.example:9/")
    assert canary.hits == 0


def test_public_addresses_are_public() -> None:
    for address in (PUBLIC, "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:808:808"):
        assert Outbound(resolve=lambda *_, a=address: [a]).check("https://x.example/") == address
    assert outbound.resolve("127.0.0.1", 80) == ["127.0.0.1"]


def _silent() -> int:
    import socket

    listening = socket.create_server(("127.0.0.1", 0))
    _OPEN.append(listening)
    return int(listening.getsockname()[1])


_OPEN: list[object] = []
