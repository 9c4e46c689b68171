"""What a guest is called and what a review link may last."""

from dataclasses import dataclass
from datetime import datetime, timedelta

DEFAULT_LIFE, LONGEST_LIFE = timedelta(days=14), timedelta(days=365)
OPEN_LIMITS = (("10/minute", "open link"), ("60/minute", "open from"))


@dataclass(frozen=True)
class Guest:
    """Somebody who came through a link. Rows are signed with the link (`actor`), since a guest has no account.

    `visit_id` is the browser's session, which ends with the link or when the guest leaves.
    """

    link_id: str
    visit_id: str
    name: str
    project_id: str
    storyboard_id: str | None
    watermark: str
    until: datetime

    @property
    def actor(self) -> str:
        """Who signs, as in "guest:0199…"."""
        return f"guest:{self.link_id}"
