"""One document that cannot be written keeps no other from its row."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from onmodel.characters.tables import Character
from onmodel.db import Database
from onmodel.live import room
from onmodel.live.documents import Fields
from onmodel.live.store import Store
from tests.live.conftest import Running
from tests.live.editor import Editor


class Poisoned(Store):
    """The row of one document takes nothing, for a reason that nobody thought of."""

    def settle(
        self, document_id: str, which: tuple[str, str], seq: int, fields: Fields, authors: Sequence[str]
    ) -> None:
        if "poison" in str(fields["description"]):
            raise ValueError("no row takes this")
        super().settle(document_id, which, seq, fields, authors)


@pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")  # nor does it break the stopping
def test_a_document_that_breaks_while_it_settles_holds_up_no_other(
    database: Database, project_id: str, serve_documents: Callable[..., Running], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "SETTLE_AFTER", 0.1)
    with database.transaction() as session:
        made = [Character(project_id=project_id, name=name, description="") for name in ("Ana", "Bo")]
        session.add_all(made)
        session.flush()
        ids = [row.id for row in made]
    server = serve_documents(store=Poisoned(database))
    first, second = (Editor().connect(server.url(f"/ws/docs/character/{i}")).wait_synced() for i in ids)
    first.type("description", "poison")
    first.wait_saved()
    second.type("description", "rain")
    second.wait_saved()

    def kept() -> Any:
        with database.reading() as session:
            return session.get_one(Character, ids[1]).description

    second.wait(lambda: kept() == "rain", seconds=20)
    for editor in (first, second):
        editor.leave()
