"""Canvases as the API takes and gives them."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from onmodel.bible.rules import Name, Text
from onmodel.bible.schemas import Message, Rollback, RowVersion
from onmodel.canvases.rules import Edge, Edges, Node, NodeKind, Nodes, graph
from onmodel.canvases.tables import Canvas
from onmodel.kit.ids import IdText

MOST_SPOTS = 60


class CanvasIn(BaseModel):
    """A new canvas. Nodes and edges are maps by ids that the page makes up: so they merge where two people edit."""

    name: Annotated[Name, Field(examples=["Who meets whom"])]
    description: Text = ""
    nodes: Nodes = {}
    edges: Edges = {}

    def columns(self) -> dict[str, Any]:
        """The columns that it is made of."""
        return {"name": self.name, "description": self.description, **graph(self.nodes, self.edges)}


class CanvasChange(BaseModel):
    """What is to be changed; what is not named stays. Nodes and edges are given whole."""

    name: Name | None = None
    description: Text | None = None
    nodes: Nodes | None = None
    edges: Edges | None = None
    version: RowVersion = None
    message: Message = ""

    def columns(self, known: Canvas) -> dict[str, Any]:
        """The columns that were named; a node that goes takes its edges with it."""
        words = {"name": self.name, "description": self.description}
        found: dict[str, Any] = {key: value for key, value in words.items() if value is not None}
        if self.nodes is None and self.edges is None:
            return found
        nodes = known.nodes if self.nodes is None else self.nodes
        return found | graph(nodes, known.edges if self.edges is None else self.edges)


class CanvasRollbackIn(Rollback):
    """The version to go back to."""


class Spot(BaseModel):
    """Where something lies on a canvas."""

    kind: NodeKind
    x: float
    y: float


class CanvasItem(BaseModel):
    """A canvas in a list; `spots`: where the first of its nodes lie, enough to draw it small."""

    id: IdText
    name: str
    description: str
    node_count: int
    spots: list[Spot]
    created_by: str
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, row: Canvas) -> "CanvasItem":
        """A canvas's row as a list shows it."""
        words = ("id", "name", "description", "created_by", "created_at", "updated_at")
        spots = [Spot(kind=n["kind"], x=n["x"], y=n["y"]) for n in list(row.nodes.values())[:MOST_SPOTS]]
        return cls(**{key: getattr(row, key) for key in words}, node_count=len(row.nodes), spots=spots)


class CanvasOut(BaseModel):
    """A canvas with what lies on it."""

    model_config = ConfigDict(from_attributes=True)

    id: IdText
    name: str
    description: str
    created_by: str
    created_at: datetime
    updated_at: datetime
    nodes: dict[str, Node]
    edges: dict[str, Edge]
    version: int


class CanvasPage(BaseModel):
    """Canvases, newest first; `next` is the `before` of the following page, null on the last."""

    canvases: list[CanvasItem]
    next: IdText | None


def snapshot_of(row: Canvas) -> dict[str, Any]:
    """All that a version keeps of a canvas."""
    return {"name": row.name, "description": row.description, "nodes": row.nodes, "edges": row.edges}
