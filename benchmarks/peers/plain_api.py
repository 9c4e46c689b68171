"""The peer of benchmarks/api.py: the list and the create as FastAPI and SQLAlchemy are usually put together.

No accounts, no permissions, no versions, no events: a response model, an ORM row, a session per request.
"""

import os
import uuid
from collections.abc import Iterator
from typing import Annotated, Any

import uvicorn
from fastapi import Depends, FastAPI
from pydantic import BaseModel, ConfigDict
from sqlalchemy import JSON, Index, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker


class Base(DeclarativeBase):
    pass


class Character(Base):
    __tablename__ = "plain_character"
    __table_args__ = (Index("ix_plain_project", "project_id", "id"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=lambda: str(uuid.uuid4()))
    project_id: Mapped[str] = mapped_column(String(36), default="one")
    name: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(default="")
    dna: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class CharacterIn(BaseModel):
    name: str
    description: str = ""


class CharacterOut(CharacterIn):
    model_config = ConfigDict(from_attributes=True)

    id: str
    dna: dict[str, Any]


engine = create_engine(os.environ["BENCH_DATABASE"], pool_size=20, pool_timeout=2)  # seconds, then 500
Base.metadata.create_all(engine)
sessions = sessionmaker(engine)
app = FastAPI()


def _session() -> Iterator[Session]:
    with sessions() as session:
        yield session


Given = Annotated[Session, Depends(_session)]


@app.get("/api/characters")
def characters(session: Given, search: str = "", limit: int = 50) -> list[CharacterOut]:
    query = select(Character).where(Character.project_id == "one", Character.name.contains(search))
    rows = session.scalars(query.order_by(Character.id.desc()).limit(limit))
    return [CharacterOut.model_validate(row) for row in rows]


@app.post("/api/characters", status_code=201)
def create(body: CharacterIn, session: Given) -> CharacterOut:
    row = Character(name=body.name, description=body.description, dna={})
    session.add(row)
    session.commit()
    return CharacterOut.model_validate(row)


if __name__ == "__main__":
    names = [
        "anna", "bek", "cole", "dora", "emil", "fay", "gus", "hana", "ivan", "jun", "kira", "leo",
        "maya", "nils", "olga", "paul", "quin", "rosa", "sven", "tara",
    ]  # fmt: skip
    with sessions() as filling:
        rows = int(os.environ["BENCH_ROWS"])
        filling.add_all(Character(name=f"{names[n % 20]} {n}", dna={"hair": "red", "faces": []}) for n in range(rows))
        filling.commit()
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["BENCH_PORT"]), log_level="warning")
