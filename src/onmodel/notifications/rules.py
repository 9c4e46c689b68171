"""Who is told of what, in which words and by which way. Pure decisions."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode


class Way(StrEnum):
    """How somebody is told."""

    APP = "app"
    MAIL = "mail"


@dataclass(frozen=True)
class Happening:
    """An event, as far as it decides who is told: `kind`, who did it, its payload, and the project."""

    kind: str
    actor: str
    payload: Mapping[str, Any]
    project_id: str = ""

    def text(self, key: str) -> str:
        """A field of the payload as text."""
        return str(self.payload.get(key) or "")


EVERYBODY = "*"
BY_JOBS = frozenset({"job.moved", "clip.needs_review"})  # nobody did it: a job that somebody ordered
MOST_FAILURES = 10  # deliveries in a row that failed; then a webhook is switched off

# kind → by which ways people are told who chose nothing else
DEFAULTS: dict[str, tuple[Way, ...]] = {
    "person.mentioned": (Way.APP, Way.MAIL),
    "review.asked": (Way.APP, Way.MAIL),
    "approval.given": (Way.APP,),
    "consensus.reached": (Way.APP, Way.MAIL),
    "character.rolled_back": (Way.APP,),
    "style.rolled_back": (Way.APP,),
    "environment.rolled_back": (Way.APP,),
    "note.added": (Way.APP,),
    "clip.needs_review": (Way.APP,),
    "job.finished": (Way.APP,),
    "job.failed": (Way.APP, Way.MAIL),
    "webhook.switched_off": (Way.APP, Way.MAIL),
}


def kind_of(event: Happening) -> str | None:
    """The kind of notification that an event is worth; None for most. Jobs count when the whole order ends."""
    if event.kind == "job.moved":
        over = {"succeeded": "job.finished", "failed": "job.failed"}.get(event.text("what"))
        return None if event.payload.get("parent_id") else over
    return event.kind if event.kind in DEFAULTS else None


def concerned(event: Happening, ordered_by: str) -> frozenset[str]:
    """Whom it concerns, by id, or EVERYBODY of the project; `ordered_by`: who ordered the job it is about."""
    if event.kind == "person.mentioned":
        return frozenset({event.text("person")})
    if event.kind == "review.asked" and event.payload.get("reviewers"):
        return frozenset(event.payload["reviewers"])
    if event.kind == "job.moved":
        return frozenset({ordered_by})
    return frozenset({EVERYBODY})


def told(event: Happening, people: Collection[str], ordered_by: str) -> list[str]:
    """Who of the project's people is told: whom it concerns, but not who did it; what a job tells, everybody hears."""
    whom = concerned(event, ordered_by)
    here = [person for person in people if EVERYBODY in whom or person in whom]
    return sorted(person for person in here if person != event.actor or event.kind in BY_JOBS)


def ways(kind: str, chosen: Sequence[str] | None) -> frozenset[Way]:
    """By which ways somebody is told of this kind."""
    return frozenset(DEFAULTS.get(kind, ()) if chosen is None else (Way(way) for way in chosen))


def sentence(event: Happening, actor: str) -> str:
    """What happened, for people.

    >>> sentence(Happening("person.mentioned", "7", {"text": "@Ben the hat!"}), "Anna")
    'Anna mentioned you: “@Ben the hat!”'
    """
    said, name = event.text("text") or event.text("message"), event.text("name") or event.text("target_kind")
    told_as = {
        "person.mentioned": f"{actor} mentioned you",
        "review.asked": f"{actor} asks you to review a {name}",
        "approval.given": f"{actor} says of a {name}: {event.text('verdict')}",
        "consensus.reached": f"The reviewers agree on a {name}: {event.text('verdict')}",
        "note.added": f"{actor} wrote a note on a {name}",
        "clip.needs_review": f"No take of {name} reaches the bar: look at them",
        "job.moved": f"{_job(event)} {'is done' if event.text('what') == 'succeeded' else 'failed'}",
        "webhook.switched_off": f"The webhook to {event.text('url')} was switched off: {event.text('why')}",
    }
    rolled_back = f"{actor} rolled {name} back to version {event.text('to')}"
    words = told_as.get(event.kind, rolled_back)
    return (f"{words}: “{said}”" if said and event.kind != "job.moved" else words)[:500]


def _job(event: Happening) -> str:
    return event.text("job_kind").replace("_", " ").capitalize() or "A job"


# kind of a thing → the pages' path of it; what is not here has no page of its own
PAGES = {
    "character": "characters", "style": "styles", "environment": "environments", "storyboard": "storyboards",
    "shot": "shots", "take": "takes",
}  # fmt: skip
TABBED = frozenset({"character", "style", "environment"})  # what is said of these stands on a tab of their page


def link(event: Happening) -> str:
    """Where the thing is seen, as a path of the pages; for a note with its number, so that it is shown.

    >>> link(Happening("note.added", "7", {"target_kind": "take", "target_id": "4", "note_id": "9"}, "2"))
    '/p/2/takes/4?note=9'
    """
    project = f"/p/{event.project_id}"
    if event.kind == "job.moved":
        return f"{project}/jobs?job={event.text('job_id')}"
    if event.kind == "clip.needs_review":
        return f"{project}/storyboards/{event.text('storyboard_id')}?generation={event.text('generation_id')}"
    if event.kind == "webhook.switched_off":
        return f"{project}/settings?tab=webhooks"
    if event.kind.endswith(".rolled_back"):
        kind = event.kind.partition(".")[0]
        return f"{project}/{PAGES[kind]}/{event.text(f'{kind}_id')}?tab=versions"
    kind, note = event.text("target_kind"), event.text("note_id")
    path = f"{project}/{PAGES[kind]}/{event.text('target_id')}" if kind in PAGES else f"{project}/review"
    asked = {"tab": "notes" if kind in TABBED else "", "note": note}
    query = urlencode({key: value for key, value in asked.items() if value})
    return f"{path}?{query}" if query else path


def wants(kinds: Sequence[str], kind: str) -> bool:
    """Whether a webhook with these prefixes is told of the kind.

    >>> wants([], "note.added"), wants(["job."], "note.added")
    (True, False)
    """
    return not kinds or any(kind.startswith(prefix) for prefix in kinds)
