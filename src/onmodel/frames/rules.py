"""What a frame job is asked for beside its shot. Pure decisions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class RetakeAsked:
    """What somebody wants of one more take. `again`: it starts from the circled one. `prompt` stands in place of the
    shot's description, `negative_prompt` beside the shot's. An `enhanced_prompt` is the whole of what the backend is
    told, and the negative one beside it too; `told` is kept in the take's manifest."""

    reason: str = ""
    prompt: str = ""
    negative_prompt: str = ""
    seed: int | None = None
    again: bool = False
    enhanced_prompt: str = ""
    told: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, params: Mapping[str, Any], description: str) -> "RetakeAsked":
        """As a frame job's parameters say it."""
        reason, negative = str(params.get("retake") or ""), str(params.get("negative_prompt") or "")
        prompt = str(params.get("prompt") or description)
        enhanced, told = str(params.get("enhanced_prompt") or ""), params.get("told") or {}
        return cls(reason, prompt, negative, params.get("seed"), bool(reason), enhanced_prompt=enhanced, told=told)
