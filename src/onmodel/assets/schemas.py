"""What HTTP says of assets beside their bytes."""

from pydantic import BaseModel, Field


class Seal(BaseModel):
    """The query of a signed address (see `kit.signed_urls`); `method` is for people, the signature holds it."""

    method: str = Field("", max_length=8)
    expires: int = Field(0, ge=0, le=2**40, description="seconds since 1970")
    type: str = Field("", max_length=100, description="content type")
    signature: str = Field("", max_length=64)
