"""What HTTP says of the version that an entry was read in. The routes are the chapters' own."""

from typing import Annotated

from fastapi import Depends, Header, Response

from onmodel.bible.rules import checked_if_match


def if_match(if_match: Annotated[str | None, Header(description="the ETag it was read with")] = None) -> int | None:
    """The row's version in the header."""
    return checked_if_match(if_match)


IfMatch = Annotated[int | None, Depends(if_match)]


def tag(response: Response, version: int) -> None:
    """Name the row's version in the answer."""
    response.headers["ETag"] = f'"{version}"'
