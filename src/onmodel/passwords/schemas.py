"""Forgotten passwords as the API takes and gives them."""

from datetime import datetime

from pydantic import BaseModel, Field, SecretStr

from onmodel.accounts.rules import LONGEST_EMAIL, LONGEST_PASSWORD


class ForgottenIn(BaseModel):
    """Whose password is forgotten."""

    email: str = Field(max_length=LONGEST_EMAIL)


class ForgottenOut(BaseModel):
    """The same for everybody."""

    message: str


class ResetIn(BaseModel):
    """A new password, and what proves that one may set it: what stands behind the last slash of the link."""

    token: SecretStr = Field(max_length=200)
    password: SecretStr = Field(max_length=LONGEST_PASSWORD)


class ResetTokenIn(BaseModel):
    """What stands behind the last slash of the link."""

    token: SecretStr = Field(max_length=200)


class ResetView(BaseModel):
    """Whose password a link sets, and until when it does."""

    email: str
    name: str
    until: datetime


class ResetLink(BaseModel):
    """A link to hand on; it is told only now."""

    link: str
    until: datetime
