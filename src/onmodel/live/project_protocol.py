"""What is said at `/ws/projects/{project_id}`, version 1: JSON texts, each with its `type` (docs/live.md)."""

from typing import Annotated, Any, Literal

import orjson
from pydantic import BaseModel, ConfigDict, Field, JsonValue, TypeAdapter, ValidationError

from onmodel.live.protocol import VERSION, Malformed

MOST_PRESENCE = 2_000  # bytes of where somebody is


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True)


class Here(_Message):
    """From a client: where he is now. Told to everyone, kept nowhere; null: he looks away."""

    type: Literal["here"] = "here"
    at: dict[str, JsonValue] | None = None


class Since(_Message):
    """From a client: send me the events after this number again."""

    type: Literal["since"] = "since"
    seq: Annotated[int, Field(ge=0)]


class Hello(_Message):
    """First from the server: who you are here, and the number of the project's last event."""

    type: Literal["hello"] = "hello"
    version: int = VERSION
    project_id: str
    seq: int
    you: "Someone"


class Someone(_Message):
    """A person in the project, and where he is; `tabs` tells his sockets apart."""

    tab: str
    id: str
    name: str
    role: str
    at: dict[str, JsonValue] | None = None


class Happened(_Message):
    """From the server: an event. Numbers follow each other without gaps, but for those that a guest is not told."""

    type: Literal["event"] = "event"
    seq: int
    kind: str
    actor: str
    at: str  # ISO 8601, UTC
    payload: dict[str, Any]


class Resync(_Message):
    """From the server: too much happened since. Read afresh what you show, and go on from `seq`."""

    type: Literal["resync"] = "resync"
    seq: int
    why: str


class People(_Message):
    """From the server: everyone who is here now."""

    type: Literal["people"] = "people"
    people: list[Someone]


FromClient = Annotated[Here | Since, Field(discriminator="type")]
FromServer = Hello | Happened | Resync | People
_FROM_CLIENT: TypeAdapter[Here | Since] = TypeAdapter(FromClient)
Hello.model_rebuild()


def decode(message: bytes | str) -> Here | Since:
    """A client's message; raises Malformed."""
    try:
        found = _FROM_CLIENT.validate_json(message)
    except ValidationError as error:
        raise Malformed(f"{error.error_count()} things are wrong with the message") from error
    if isinstance(found, Here) and len(orjson.dumps(found.at)) > MOST_PRESENCE:
        raise Malformed(f"where somebody is takes at most {MOST_PRESENCE} bytes")
    return found


def encode(message: FromServer) -> str:
    """A server's message as it is sent."""
    return orjson.dumps(message.model_dump()).decode()
