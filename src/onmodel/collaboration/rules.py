"""What happened, as people read it. Pure decisions."""

from collections.abc import Mapping
from typing import Any

# kind → the sentence; `{who}` did it, `{target}` is what it was done to, other names are the event's own
SENTENCES: dict[str, str] = {
    "character.created": "{who} defined {name}",
    "character.changed": "{who} changed {name}: {what}",
    "character.rolled_back": "{who} rolled {name} back to version {to}",
    "character.deleted": "{who} put {name} away",
    "character.restored": "{who} took {name} back",
    "note.added": "{who} wrote on {target}: “{text}”",
    "note.changed": "{who} changed a note on {target}: “{text}”",
    "note.deleted": "{who} took back a note on {target}",
    "note.resolved": "{who} resolved on {target}: “{text}”",
    "note.reopened": "{who} reopened on {target}: “{text}”",
    "vote.cast": "{who} voted on {target}: {ups} for, {downs} against",
    "vote.withdrawn": "{who} took back a vote on {target}",
    "review.asked": "{who} asked for approval of {target}",
    "approval.given": "{who} said “{verdict}” of {target}",
    "approval.withdrawn": "{who} took back what was said of {target}",
    "consensus.reached": "The reviewers agree on {target}: {verdict}",
    "screenplay.imported": "{who} brought in {name}, draft {draft}",
    "screenplay.linked": "{who} said who is who in {name}",
    "canvas.created": "{who} made the canvas {name}",
    "canvas.changed": "{who} changed the canvas {name}",
    "canvas.rolled_back": "{who} rolled the canvas {name} back to version {to}",
    "canvas.deleted": "{who} put the canvas {name} away",
    "canvas.restored": "{who} took the canvas {name} back",
    "shot.changed": "{who} changed {name}: {what}",
    "shot.added": "{who} put in {name}",
    "shot.deleted": "{who} put {name} away",
    "shot.restored": "{who} took {name} back",
    "storyboard.renamed": "{who} renamed {was} to {name}",
    "storyboard.deleted": "{who} put the board {name} away",
    "storyboard.restored": "{who} took the board {name} back",
    "storyboard.rolled_back": "{who} rolled the board {name} back to version {to}",
    "storyboard.reordered": "{who} put the shots of {name} in another order",
    "clip.needs_review": "No take of {name} reaches the bar: a person has to look",
    "generation.begun": "{who} began generation {number} of {name}",
    "hero_frames.done": "{made} hero frames of {name} are made",
    "hero_frame.chosen": "{who} chose the hero frame of {name}",
    "hero_frame.released": "{who} took the choice of the hero frame of {name} back",
    "hero_frame.uploaded": "{who} brought in a frame: {name}",
    "stage.moved": "{who} moved people or camera of {name} by hand",
    "stage.given_back": "{who} gave {name} back to the rules",
    "storyboard.finished": "{name} is drawn",
    "variations.asked": "{who} asked for {count} variations of {target}",
    "variation.adopted": "{who} adopted {what}",
}
# told by another event already, or too often to be news
QUIET = frozenset(
    {
        "version.kept",
        "job.moved",
        "variation.made",
        "take.circled",
        "clip.circled",
        "clip.made",
        "hero_frame.made",
        "person.mentioned",
        "budget.changed",
    }
)


def sentence(kind: str, who: str, target: str, payload: Mapping[str, Any]) -> str:
    """The event in one sentence; one of a kind that we have no words for is told by its kind.

    >>> sentence("character.deleted", "Ada", "", {"name": "EMMA"})
    'Ada put EMMA away'
    >>> sentence("style.changed", "Ada", "Noir", {})
    'Ada: style changed · Noir'
    """
    words = {"what": ", ".join(payload.get("fields", ())), **payload, "who": who, "target": target or "something"}
    try:
        return SENTENCES[kind].format_map(words)
    except KeyError:  # an unknown kind, or an event from before its sentence had all these names
        plain = f"{who}: {kind.replace('.', ' ').replace('_', ' ')}"
        named = target or payload.get("name") or ""
        return f"{plain} · {named}" if named else plain


def target_of(payload: Mapping[str, Any]) -> tuple[str, str] | None:
    """The kind and id of what an event is about, where its payload says so."""
    for kind in ("target", "subject"):
        if f"{kind}_id" in payload:
            return str(payload.get(f"{kind}_kind", "")), str(payload[f"{kind}_id"])
    for kind in ("character", "style", "environment", "storyboard"):
        if f"{kind}_id" in payload:
            return kind, str(payload[f"{kind}_id"])
    return None
