"""What filming a cut announces."""

from dataclasses import dataclass
from typing import ClassVar

from onmodel.events import Event


@dataclass(frozen=True)
class CutFilmed(Event):
    """A cut was filmed: `asset_id` is the file, `form` what it is (mp4, prores, frames …)."""

    kind: ClassVar[str] = "cut.filmed"

    cut_id: str
    storyboard_id: str
    name: str
    form: str
    asset_id: str
