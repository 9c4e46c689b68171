"""What a frame job is asked for beside its shot. Pure decisions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class RetakeAsked:
    """What somebody wants of one more take. `again`: it starts from the circled one. `prompt` stands in place of the
    shot's description, `negative_prompt` beside the shot's."""

    reason: str = ""
    prompt: str = ""
    negative_prompt: str = ""
    seed: int | None = None
    again: bool = False

    @classmethod
    def of(cls, params: Mapping[str, Any], description: str) -> "RetakeAsked":
        """As a frame job's parameters say it."""
        reason, negative = str(params.get("retake") or ""), str(params.get("negative_prompt") or "")
        prompt = str(params.get("prompt") or description)
        return cls(reason, prompt, negative, seed=params.get("seed"), again=bool(reason))
