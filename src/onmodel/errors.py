"""The one root of our errors: what failed, why, and what to do; rendered as RFC 9457 problem details by the API."""

from typing import Any, ClassVar


class OnmodelError(Exception):
    """A failure with a status. Subclasses are named after the fact, as in `TakeAlreadyApproved`.

    `why` and `todo` complete the message; further keyword arguments become members of the problem document.
    """

    status: ClassVar[int] = 500

    def __init__(self, what: str, *, why: str = "", todo: str = "", **members: Any) -> None:
        super().__init__(what)
        self.what, self.why, self.todo, self.members = what, why, todo, members

    def __str__(self) -> str:
        sentences = [f"{part.rstrip('.')}." for part in (self.what, self.why, self.todo) if part]
        return " ".join(sentences)

    def problem(self) -> dict[str, Any]:
        """The problem document: type, title, status, detail, and the error's own members."""
        name = type(self).__name__
        title = "".join(f" {c.lower()}" if c.isupper() else c for c in name).strip()
        known = {k: v for k, v in self.members.items() if v is not None}
        return {"type": f"/errors#{name}", "title": title, "status": self.status, "detail": str(self), **known}


class NotFound(OnmodelError):
    """There is no such thing, or it is not yours to see."""

    status = 404


class Invalid(OnmodelError):
    """The input cannot be taken as it is."""

    status = 422


class Conflict(OnmodelError):
    """Someone else changed it first, or it exists already."""

    status = 409


class StorageFull(OnmodelError):
    """The disk or the quota behind a database or a blob store is used up; nothing was half written."""

    status = 507
