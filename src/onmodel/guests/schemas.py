"""Review links as the API shows and takes them."""

from datetime import datetime

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, SecretStr

from onmodel.accounts.rules import LONGEST_PASSWORD
from onmodel.kit.ids import IdText
from onmodel.kit.words import Words


class LinkIn(BaseModel):
    """A review link to be made; without an end it holds for two weeks."""

    label: Words = Field("", max_length=200, description="whom it is for")
    storyboard_id: IdText | None = Field(None, description="show this board only; null: the whole project")
    passphrase: SecretStr | None = Field(None, min_length=4, max_length=LONGEST_PASSWORD)
    watermark: Words = Field("", max_length=120, description="drawn into every picture; empty: pictures as they are")
    expires_at: AwareDatetime | None = None


class LinkOut(BaseModel):
    """A review link without its address."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    label: str
    storyboard_id: str | None
    watermark: str
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None


class LinkMade(LinkOut):
    """A new review link; its address is told only now."""

    link: str


class LinksOut(BaseModel):
    """The project's review links."""

    links: list[LinkOut]


class OpenIn(BaseModel):
    """Somebody at the door with a link."""

    token: SecretStr = Field(max_length=200, description="what stands behind the last slash of the link")
    passphrase: SecretStr = Field(SecretStr(""), max_length=LONGEST_PASSWORD)
    name: Words = Field("", max_length=100, description="what others see you as")


class OpenedOut(BaseModel):
    """What the guest sees."""

    project_id: str
    project: str
    storyboard_id: str | None
    watermark: str
    until: datetime
