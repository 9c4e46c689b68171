"""Texts as bodies bring them: PostgreSQL keeps no NUL, so none is taken anywhere."""

from typing import Annotated

from pydantic import StringConstraints

Words = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$")]
Name = Annotated[
    str, StringConstraints(pattern=r"^[^\x00]*[^\s\x00][^\x00]*$", min_length=1)
]  # something is seen of it
