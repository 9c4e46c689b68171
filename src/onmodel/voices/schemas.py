"""What comes in over HTTP about temp voices."""

from typing import Annotated

from pydantic import BaseModel, Field


class VoicesIn(BaseModel):
    """How the lines are read."""

    language: Annotated[
        str, Field(pattern=r"^[a-z]{2,3}(-[a-z0-9]{2,8})*$", max_length=24, description="as eSpeak NG names it: en-us")
    ] = "en-us"
