"""What is told of a change and of a rollback of any entry."""

from dataclasses import dataclass

from onmodel.events import Event


@dataclass(frozen=True)
class Changed(Event):
    """An entry is not as it was; with `looks`, frames that were made from it are stale."""

    number: int  # of the version
    fields: list[str]
    looks: bool


@dataclass(frozen=True)
class RolledBack(Event):
    """An entry is as it was in version `to` again."""

    number: int
    to: int
