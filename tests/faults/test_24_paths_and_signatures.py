"""Fault 24: paths that lead out, signed addresses that are altered. Promise: keys are ours; a signature binds method,
key, expiry and content type; anything else is 403 and no byte outside the store is read or written."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onmodel import bootstrap
from onmodel.app import create_app
from onmodel.backends.blobs.local import LocalBlobs
from onmodel.backends.blobs.port import BlobNotFound
from onmodel.backends.errors import Rejected
from onmodel.kit.clock import FixedClock
from onmodel.kit.signed_urls import BadSignature, UrlSigner
from onmodel.settings import Settings

HOUR = timedelta(hours=1)
SECRET = b"the secret that lies beside the blobs"
PATHS = (
    "../secret", "%2e%2e/secret", "..%2fsecret", "%2e%2e%2fsecret", "....//secret", "a/../../secret", "..\\secret",
    "..%5csecret", "/etc/passwd", "%2fetc/passwd", "sha256/..;/secret", "a%00/../secret", "a\0", ".unfinished/x", "~/x",
    "sha256/%252e%252e/secret", "\u2024\u2024/secret", "C:/x", "a//b", "./secret", "",
)  # fmt: skip


@pytest.fixture
def blobs(tmp_path: Path) -> LocalBlobs:
    settings = Settings(home=tmp_path / "home")
    blobs = LocalBlobs(settings.blob_folder, UrlSigner(settings.url_key))
    blobs.setup()
    (settings.folder / "secret").write_bytes(SECRET)
    blobs.put("sha256/ab/abc", b"0123456789")
    return blobs


@pytest.fixture
def client(blobs: LocalBlobs, tmp_path: Path) -> TestClient:
    return TestClient(create_app(bootstrap.open_product(Settings(home=tmp_path / "home"))))


def test_a_signed_address_is_served_with_ranges(blobs: LocalBlobs, client: TestClient) -> None:
    url = blobs.signed_url("sha256/ab/abc", HOUR, content_type="image/png")
    answer = client.get(url)
    assert (answer.status_code, answer.content, answer.headers["content-type"]) == (200, b"0123456789", "image/png")
    part = client.get(url, headers={"Range": "bytes=2-4"})
    assert (part.status_code, part.content, part.headers["content-range"]) == (206, b"234", "bytes 2-4/10")
    assert client.get(url, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304


@pytest.mark.parametrize("content_type", ["text/html", "image/svg+xml", ""])
def test_what_can_run_is_not_shown_inline(blobs: LocalBlobs, client: TestClient, content_type: str) -> None:
    answer = client.get(blobs.signed_url("sha256/ab/abc", HOUR, content_type=content_type))
    assert answer.headers["content-disposition"] == "attachment"


def test_whatever_is_altered_is_refused(blobs: LocalBlobs, client: TestClient) -> None:
    blobs.put("sha256/ab/abd", b"another's")
    url = urlsplit(blobs.signed_url("sha256/ab/abc", HOUR, content_type="image/png"))
    query = dict(parse_qsl(url.query))
    altered = [
        {**query, "expires": str(int(query["expires"]) + 1)}, {**query, "type": "text/html"}, {**query, "type": ""},
        {**query, "signature": query["signature"][:-1] + "x"}, {**query, "signature": ""}, {},
        {**query, "expires": "0"},
        {k: v for k, v in query.items() if k != "signature"},
    ]  # fmt: skip
    answers = [client.get(f"{url.path}?{urlencode(q)}") for q in altered]
    answers.append(client.get(f"{url.path.replace('abc', 'abd')}?{url.query}"))
    answers.append(client.put(f"{url.path}?{url.query}", content=b"x", headers={"Content-Type": "image/png"}))
    assert {answer.status_code for answer in answers} == {403}
    assert {answer.json()["type"] for answer in answers} == {"/errors#BadSignature"}
    assert client.delete(f"{url.path}?{url.query}").status_code == 405
    assert blobs.get("sha256/ab/abc") == b"0123456789"


def test_an_upload_is_taken_once_as_what_was_signed(blobs: LocalBlobs, client: TestClient) -> None:
    url = blobs.signed_url("uploads/one", HOUR, method="PUT", content_type="image/png")
    assert client.put(url, content=b"<svg>", headers={"Content-Type": "image/svg+xml"}).status_code == 403
    assert client.get(url).status_code == 403
    assert blobs.size("uploads/one") is None
    assert client.put(url, content=b"png", headers={"Content-Type": "image/png"}).status_code == 201
    again = client.put(url, content=b"other", headers={"Content-Type": "image/png"})
    assert (again.status_code, again.json()["type"]) == (409, "/errors#AlreadyThere")
    assert blobs.get("uploads/one") == b"png"


def test_it_ends() -> None:
    clock = FixedClock(datetime(2026, 11, 21, tzinfo=UTC))
    signer = UrlSigner(b"s" * 32, clock)
    facts = dict(parse_qsl(signer.query("GET", "a/b", HOUR, "image/png")))
    call = ("GET", "a/b", int(facts["expires"]), "image/png", facts["signature"])
    signer.check(*call)
    clock.advance(3600)
    signer.check(*call)
    clock.advance(1)
    with pytest.raises(BadSignature, match="too old"):
        signer.check(*call)
    with pytest.raises(BadSignature):
        UrlSigner(b"t" * 32, FixedClock()).check(*call)


@pytest.mark.parametrize("path", PATHS)
def test_a_path_that_leads_out_is_refused(blobs: LocalBlobs, client: TestClient, path: str, tmp_path: Path) -> None:
    """Without a signature 403; with one of ours, which no code makes, the store itself refuses the key."""
    before = sorted(file for file in tmp_path.rglob("*") if file.is_file() and ".db" not in file.name)
    query = UrlSigner(Settings(home=tmp_path / "home").url_key).query("GET", path, HOUR)
    for url in (f"/api/blobs/{quote(path, safe='/%')}", f"/api/blobs/{quote(path, safe='')}?{query}"):
        answer = client.get(url)
        assert answer.status_code in {403, 404, 422}
        assert SECRET not in answer.content
    if not path.startswith(("..", "/", "./", "a/..")):  # what the client itself does not shorten reaches our route
        assert client.get(f"/api/blobs/{quote(path, safe='')}").status_code == 403
    for call in (blobs.get, blobs.size, blobs.delete, lambda key: blobs.put(key, b"x")):
        with pytest.raises((Rejected, BlobNotFound)):
            call(path)
    after = sorted(file for file in tmp_path.rglob("*") if file.is_file() and ".db" not in file.name)
    assert after == before


def test_a_link_in_the_store_leads_nowhere(blobs: LocalBlobs, client: TestClient) -> None:
    """However it came there: a restored backup, a shell."""
    for name, target in (("abe", blobs.folder.parent / "secret"), ("abf", Path("../../../secret"))):
        (blobs.folder / "sha256/ab" / name).symlink_to(target)
    (blobs.folder / "out").symlink_to(blobs.folder.parent)
    for key in ("sha256/ab/abe", "sha256/ab/abf", "out/secret"):
        assert client.get(blobs.signed_url(key, HOUR)).status_code == 404
        for call in (blobs.get, lambda key: blobs.get_range(key, 0, 5)):
            with pytest.raises(BlobNotFound):
                call(key)
        assert blobs.size(key) is None


def test_the_secret_is_made_once_and_for_nobody_else(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    assert settings.url_key == settings.url_key == Settings(home=tmp_path / "home").url_key
    assert len(settings.url_key) == 32
    assert (tmp_path / "home/url-secret").stat().st_mode & 0o777 == 0o600
    assert Settings(home=tmp_path / "home", url_secret="one for all servers").url_key == b"one for all servers"


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(["GET", "PUT", "a", "b", "image/png", "1", '"', ",", "&", "="]), min_size=4, max_size=4)
)
def test_no_two_lists_of_facts_have_one_signature(facts: list[str]) -> None:
    signer, other = UrlSigner(b"s" * 32), json.dumps(facts)
    first = signer._sign(facts[0], facts[1], 1, facts[2] + facts[3])
    assert first != signer._sign(facts[0] + facts[1], "", 1, facts[2] + facts[3]), other
