"""Signed addresses of S3 objects that bind the content type too, which obstore's `sign` does not.

AWS, "Authenticating Requests: Using Query Parameters (AWS Signature Version 4)", service `s3`, unsigned payload. The
tests compare it with botocore's and show it to a real server.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote, urlsplit

from onmodel.backends.blobs.port import Method
from onmodel.kit.signed_urls import LONGEST


@dataclass(frozen=True)
class S3Place:
    """Where a bucket is and what opens it."""

    endpoint: str  # https://s3.eu-central-1.amazonaws.com, without the bucket
    region: str
    bucket: str
    access_key: str
    secret_key: str


def presigned_url(
    place: S3Place, method: Method, key: str, expires_in: timedelta, *, at: datetime, content_type: str = ""
) -> str:
    """An address good from `at` (UTC) for `expires_in` (1 s to 7 days).

    A GET is answered with `content_type`; a PUT must send it as its Content-Type, or it is refused.
    """
    if not timedelta(seconds=1) <= expires_in <= LONGEST:
        raise ValueError(f"an address holds for 1 second to {LONGEST.days} days, not {expires_in}")
    host = urlsplit(place.endpoint).netloc
    headers = {"host": host} | ({"content-type": content_type} if content_type and method == "PUT" else {})
    scope = f"{at:%Y%m%d}/{place.region}/s3/aws4_request"
    query = {
        "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
        "X-Amz-Credential": f"{place.access_key}/{scope}",
        "X-Amz-Date": f"{at:%Y%m%dT%H%M%SZ}",
        "X-Amz-Expires": str(int(expires_in.total_seconds())),
        "X-Amz-SignedHeaders": ";".join(sorted(headers)),
    } | ({"response-content-type": content_type} if content_type and method == "GET" else {})
    path = quote(f"{urlsplit(place.endpoint).path.rstrip('/')}/{place.bucket}/{key}", safe="/-_.~")
    text = "&".join(f"{_escaped(name)}={_escaped(query[name])}" for name in sorted(query))
    told = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
    request = "\n".join((method, path, text, told, query["X-Amz-SignedHeaders"], "UNSIGNED-PAYLOAD"))
    to_sign = "\n".join(("AWS4-HMAC-SHA256", query["X-Amz-Date"], scope, hashlib.sha256(request.encode()).hexdigest()))
    signature = _hmac(_signing_key(place, at), to_sign).hex()
    return f"{urlsplit(place.endpoint).scheme}://{host}{path}?{text}&X-Amz-Signature={signature}"


def _signing_key(place: S3Place, at: datetime) -> bytes:
    key = f"AWS4{place.secret_key}".encode()
    for part in (f"{at:%Y%m%d}", place.region, "s3", "aws4_request"):
        key = _hmac(key, part)
    return key


def _hmac(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def _escaped(text: str) -> str:
    return quote(text, safe="-_.~")
