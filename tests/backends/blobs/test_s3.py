"""What only a bucket has, on a real S3 server (OpenStack Swift) and beside botocore."""

import os
import urllib.error
import urllib.request
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from onmodel.backends.blobs import s3
from onmodel.backends.blobs.presigned import S3Place, presigned_url
from onmodel.backends.blobs.s3 import S3Address, S3Blobs
from onmodel.backends.errors import NotConfigured, Unavailable
from tests.factories.ports import free_port
from tests.factories.swift import S3Server

HOUR = timedelta(hours=1)


def _ask(url: str, *, method: str = "GET", data: bytes | None = None, **headers: str) -> tuple[int, bytes, str]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with urllib.request.urlopen(
            urllib.request.Request(url, data=data, method=method, headers=named), timeout=10
        ) as answer:
            return answer.status, answer.read(), answer.headers.get("Content-Type", "")
    except urllib.error.HTTPError as error:
        return error.code, b"", ""


def test_a_wrong_secret_is_refused_and_told(s3_server: S3Server) -> None:
    address = s3_server.bucket()
    with pytest.raises(NotConfigured, match=r"refuses our key.*ONMODEL_S3_SECRET_KEY") as caught:
        S3Blobs(replace(address, secret_key="geheim")).setup()
    assert "geheim" not in str(caught.value)


def test_a_missing_bucket_key_or_server_is_told(s3_server: S3Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(s3, "TRIES", 1)
    monkeypatch.setattr(s3, "_RETRY", {**s3._RETRY, "max_retries": 0})
    address = s3_server.bucket()
    for wrong in (replace(address, bucket="nobody-made-this"), replace(address, access_key="")):
        with pytest.raises(NotConfigured):
            S3Blobs(wrong).setup()
    with pytest.raises(Unavailable):
        S3Blobs(replace(address, endpoint=f"http://127.0.0.1:{free_port()}")).setup()


@pytest.mark.parametrize("url", ["s3://", "s3://UPPER/x", "s3://a/../b", "s3://bucket/a b", "s3:/bucket", "s3://b?x"])
def test_what_is_no_bucket(url: str) -> None:
    with pytest.raises(Exception, match=r"bucket|key"):
        S3Address.parse(url, endpoint="", region="", access_key="", secret_key="")


def test_the_prefix_is_nobody_elses(s3_server: S3Server) -> None:
    address = s3_server.bucket()
    one, other = S3Blobs(replace(address, prefix="one")), S3Blobs(replace(address, prefix="other"))
    for blobs in (one, other):
        blobs.setup()
    one.put("a/b", b"1")
    assert (list(one.list()), list(other.list())) == (["a/b"], [])
    body = s3_server.client().get_object(Bucket=address.bucket, Key="one/a/b")["Body"]
    assert body.read() == b"1"


def test_what_is_large_goes_in_parts(s3_blobs: S3Blobs, s3_server: S3Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(s3, "MULTIPART_FROM", 2 * s3.PART)
    data = os.urandom(2 * s3.PART + 12_345)
    assert s3_blobs.put("films/one", data)
    assert not s3_blobs.put("films/one", data)
    assert s3_blobs.get("films/one") == data
    assert s3_blobs.get_range("films/one", s3.PART - 5, s3.PART + 5) == data[s3.PART - 5 : s3.PART + 5]
    a = s3_blobs.address
    tag = s3_server.client().head_object(Bucket=a.bucket, Key=f"{a.prefix}/films/one")["ETag"]
    assert tag.strip('"').endswith("-3"), "it was sent in one piece"


def test_a_signed_address_reads_one_object_as_what_it_says(s3_blobs: S3Blobs) -> None:
    s3_blobs.put("a/b", b"0123456789")
    url = s3_blobs.signed_url("a/b", HOUR, content_type="image/png")
    assert _ask(url) == (200, b"0123456789", "image/png")
    assert _ask(url, Range="bytes=2-4")[:2] == (206, b"234")
    s3_blobs.put("a/c", b"another")
    altered = (
        url.replace("/a/b?", "/a/c?"), url.replace("X-Amz-Expires=3600", "X-Amz-Expires=7200"),
        url.replace("image%2Fpng", "text%2Fhtml"), url[:-1] + ("0" if url[-1] != "0" else "1"),
    )  # fmt: skip
    assert [_ask(other)[0] for other in altered] == [403] * 4
    assert [_ask(url, method=m, data=b"x" if m == "PUT" else None)[0] for m in ("PUT", "DELETE")] == [403] * 2
    assert s3_blobs.get("a/b") == b"0123456789"


def test_a_signed_address_ends(s3_blobs: S3Blobs, monkeypatch: pytest.MonkeyPatch) -> None:
    s3_blobs.put("a/b", b"1")
    monkeypatch.setattr(s3, "utc_now", lambda: datetime.now(UTC) - timedelta(minutes=2))
    assert _ask(s3_blobs.signed_url("a/b", timedelta(minutes=1)))[0] == 403


def test_a_signed_upload_must_be_what_it_says(s3_blobs: S3Blobs) -> None:
    url = s3_blobs.signed_url("up/load", HOUR, method="PUT", content_type="image/png")
    assert _ask(url, method="PUT", data=b"<svg/>", Content_Type="image/svg+xml")[0] == 403
    assert s3_blobs.size("up/load") is None
    assert _ask(url, method="PUT", data=b"png", Content_Type="image/png")[0] == 200
    assert s3_blobs.get("up/load") == b"png"


def test_it_signs_as_botocore_does(s3_server: S3Server, monkeypatch: pytest.MonkeyPatch) -> None:
    import botocore.auth

    at = datetime(2026, 11, 21, 12, 0, 0, tzinfo=UTC)
    monkeypatch.setattr(botocore.auth, "get_current_datetime", lambda remove_tzinfo=True: at.replace(tzinfo=None))
    place = S3Place(s3_server.endpoint, s3_server.region, "films", s3_server.access_key, s3_server.secret_key)
    ours = presigned_url(place, "GET", "a/b_c-d.png", HOUR, at=at, content_type="image/png")
    params = {"Bucket": "films", "Key": "a/b_c-d.png", "ResponseContentType": "image/png"}
    theirs = s3_server.client().generate_presigned_url("get_object", params, 3600)
    assert ours.partition("X-Amz-Signature=")[2] == theirs.partition("X-Amz-Signature=")[2]
