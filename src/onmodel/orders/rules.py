"""What a job is of, by its parameters. Pure decisions."""

from collections.abc import Mapping
from typing import Any

from onmodel.reviews.rules import Target, TargetKind

# a parameter of a job → what it names; the nearest thing first
NAMED_BY: dict[str, TargetKind] = {
    "shot_id": "shot", "variation_id": "variation", "storyboard_id": "storyboard", "character_id": "character",
}  # fmt: skip


def target_of(params: Mapping[str, Any]) -> Target | None:
    """What a job makes or measures; None where it is of nothing that people name.

    >>> target_of({"storyboard_id": "b", "shot_id": "s"}), target_of({"notification_id": "n"})
    (Target(kind='shot', id='s', storyboard_id=None), None)
    """
    return next((Target(kind, str(params[name])) for name, kind in NAMED_BY.items() if params.get(name)), None)
