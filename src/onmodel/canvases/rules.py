"""What a canvas may hold. Pure decisions."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, StringConstraints, TypeAdapter, ValidationError

from onmodel.bible.rules import Name, Text, takable
from onmodel.errors import Conflict, NotFound
from onmodel.kit.ids import IdText

MOST_NODES, MOST_EDGES = 1000, 4000
NodeKind = Literal["character", "style", "environment", "storyboard", "shot", "note"]
NodeId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
_Where = Annotated[float, Field(ge=-1e6, le=1e6, allow_inf_nan=False)]
_Size = Annotated[float, Field(gt=0, le=1e4, allow_inf_nan=False)]


class CanvasNotFound(NotFound):
    """The project has no such canvas."""


class CanvasExists(Conflict):
    """The project has a canvas of this name."""


class Node(BaseModel):
    """A thing on a canvas: `ref` is its id, null for a note, whose words are `text`. `x`, `y` in canvas units."""

    kind: NodeKind
    ref: IdText | None = None
    x: _Where
    y: _Where
    width: _Size | None = None
    height: _Size | None = None
    text: Text = ""


class Edge(BaseModel):
    """A line from a node to a node."""

    source: NodeId
    target: NodeId
    label: Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00]*$")] = ""


Nodes = Annotated[dict[NodeId, Node], Field(max_length=MOST_NODES)]
Edges = Annotated[dict[NodeId, Edge], Field(max_length=MOST_EDGES)]
SHARED = ("name", "description", "nodes", "edges")
_WORDS: dict[str, TypeAdapter[Any]] = {"name": TypeAdapter(Name), "description": TypeAdapter(Text)}
_ID: TypeAdapter[str] = TypeAdapter(NodeId)


def graph(nodes: Mapping[str, Any], edges: Mapping[str, Any]) -> dict[str, Any]:
    """Nodes and edges as a canvas keeps them, JSON: an edge without both of its nodes is none.

    >>> graph({"a": Node(kind="note", x=0, y=0)}, {"e": Edge(source="a", target="gone")})["edges"]
    {}
    """
    kept = {key: _plain(Node, node) for key, node in nodes.items()}
    lines = {key: _plain(Edge, edge) for key, edge in edges.items()}
    return {"nodes": kept, "edges": {k: e for k, e in lines.items() if e["source"] in kept and e["target"] in kept}}


def shared_columns(given: Mapping[str, Any]) -> dict[str, Any]:
    """What a shared document says that can be said of a canvas; every other value is left out, one by one.

    >>> shared_columns({"name": " ", "nodes": {"a": {"kind": "note", "x": 1, "y": 2}, "b": {"kind": "ghost"}}})["nodes"]
    {'a': {'kind': 'note', 'ref': None, 'x': 1.0, 'y': 2.0, 'width': None, 'height': None, 'text': ''}}
    """
    nodes, edges = _taken(Node, given.get("nodes"), MOST_NODES), _taken(Edge, given.get("edges"), MOST_EDGES)
    return {**takable(_WORDS, given), **graph(nodes, edges)}


def _taken(kind: type[BaseModel], given: Any, most: int) -> dict[str, Any]:
    """The first `most` values of this kind, by key."""
    found: dict[str, Any] = {}
    for key, value in given.items() if isinstance(given, Mapping) else ():
        try:
            found[_ID.validate_python(key)] = kind.model_validate(value)
        except ValidationError:
            continue
        if len(found) == most:
            break
    return found


def _plain(kind: type[BaseModel], value: Any) -> dict[str, Any]:
    return kind.model_validate(value).model_dump(mode="json")
