"""Pictures that come inside JSON, as base64."""

import base64
import binascii
from typing import Annotated

from pydantic import Field

from onmodel.errors import Invalid

Base64Image = Annotated[str, Field(description="a picture, base64; a data: URL is taken too", max_length=60_000_000)]


class NotBase64(Invalid):
    """An image in the body is not base64."""


def decoded(text: str, number: int) -> bytes:
    """The bytes of the picture with this number in its list; raises NotBase64.

    >>> decoded("data:image/png;base64,AAEC", 1)
    b'\\x00\\x01\\x02'
    """
    payload = text.partition(",")[2] if text.startswith("data:") else text
    try:
        return base64.b64decode(payload, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NotBase64(f"Picture {number} is not base64", todo="Encode the file's bytes with base64") from error
