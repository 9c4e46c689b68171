"""Projects as the API shows and takes them."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field


class ProjectIn(BaseModel):
    """A project to be made."""

    name: str = Field(min_length=1, max_length=200)
    description: str = Field("", max_length=10_000)


class ProjectOut(BaseModel):
    """A project."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    slug: str
    name: str
    description: str
    created_at: datetime
    updated_at: datetime
    version: int
