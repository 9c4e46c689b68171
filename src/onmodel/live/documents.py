"""The one table of what is edited together: kind of thing → how its row becomes a document and takes it over."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy.orm import Session

from onmodel.canvases import service as canvases
from onmodel.canvases.tables import Canvas
from onmodel.characters import service as characters
from onmodel.characters.tables import Character
from onmodel.environments import service as environments
from onmodel.environments.tables import Environment
from onmodel.projects.rules import Action
from onmodel.reviews import service as reviews
from onmodel.reviews.tables import Note
from onmodel.storyboards import service as storyboards
from onmodel.storyboards.tables import Storyboard
from onmodel.styles import service as styles
from onmodel.styles.tables import Style

Fields = dict[str, Any]


class TakeOver(Protocol):
    """Writes a settled document's fields to the row and keeps a version that names the authors."""

    def __call__(
        self, session: Session, project_id: str, thing_id: str, /, fields: Fields, *, authors: Sequence[str]
    ) -> None:
        """Raises an OnmodelError where the fields cannot be taken."""


@dataclass(frozen=True)
class Kind:
    """A kind of thing. `prose`: fields in which two people may type at once; `edit`: what editing asks for."""

    table: Any  # its rows have `project_id`
    shared_fields: Callable[[Any], Fields]
    take_over: TakeOver
    prose: frozenset[str]
    edit: Action = Action.EDIT


KINDS: dict[str, Kind] = {
    "character": Kind(Character, characters.shared_fields, characters.take_over, frozenset({"name", "description"})),
    "style": Kind(Style, styles.shared_fields, styles.take_over, frozenset({"name", "description"})),
    "environment": Kind(
        Environment, environments.shared_fields, environments.take_over, frozenset({"name", "description"})
    ),
    "storyboard": Kind(
        Storyboard, storyboards.shared_fields, storyboards.take_over, frozenset({"title", "description"})
    ),
    "canvas": Kind(
        Canvas, canvases.shared_fields, canvases.take_over, frozenset({"name", "description", "text", "label"})
    ),
    "note": Kind(Note, reviews.shared_fields, reviews.take_over, frozenset({"body"}), edit=Action.NOTE),
}
