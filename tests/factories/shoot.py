"""A finished board and a browser for who works alone: what the tests of shots, takes, stage and panels begin with."""

from typing import Any

from fastapi.testclient import TestClient

from onmodel.app import create_app
from onmodel.bootstrap import Product
from onmodel.generations import service as generations
from onmodel.generations import tasks
from onmodel.generations.rules import Order
from onmodel.inline import run_inline
from onmodel.settings import Settings
from onmodel.storyboards import service as storyboards
from onmodel.storyboards.rules import BoardSettings
from onmodel.storyboards.tables import Shot
from tests.factories.production import Production

TALE = b"""EXT. STEPPE - DAY

EMMA, 30, walks up to BAI, an old man.

EMMA
Your soup smells of gold.

BAI
Then pay me with gold!

INT. HOUSE - NIGHT

Emma waits.
"""


class Shoot:
    """A finished board of EMMA and BAI on a steppe and of EMMA in a house."""

    def __init__(self, production: Production, settings: Settings, frames: int | None = 3) -> None:
        self.production, self.project_id = production, production.project_id
        self.emma, self.bai = production.character("EMMA"), production.character("BAI")
        product = Product(settings, production.database, production.backends, production.project_id)
        self.client = TestClient(create_app(product), base_url="http://127.0.0.1")
        self.board_id = self.make(frames=frames)

    def make(self, **chosen: Any) -> str:
        """A board of the tale, made to its end."""
        order = Order(
            TALE, "t.fountain", {"EMMA": self.emma.id, "BAI": self.bai.id}, settings=BoardSettings(tier="low", **chosen)
        )
        with self.production.database.transaction() as session:
            made = generations.start(session, order, project_id=self.project_id)
        self.run(str(made.job_id))
        return made.storyboard_id

    def run(self, job_id: str) -> Any:
        """Do a job; it must succeed."""
        done = run_inline(self.production.database, job_id, tasks.handlers(self.production.backends))
        assert done.state == "succeeded", done.error
        return done

    def get(self, path: str, status: int = 200, **query: Any) -> Any:
        """What the API answers."""
        answer = self.client.get(path, params=query)
        assert answer.status_code == status, answer.text
        return answer.json() if "json" in answer.headers.get("content-type", "") else answer

    def send(self, method: str, path: str, body: Any = None, status: int = 200, **headers: str) -> Any:
        """What the API answers to a change."""
        answer = self.client.request(method, path, json=body, headers=headers)
        assert answer.status_code == status, answer.text
        return answer.json() if "json" in answer.headers.get("content-type", "") else answer

    def panels(self) -> list[dict[str, Any]]:
        """The board as its page has it."""
        shots: list[dict[str, Any]] = self.get(f"/api/storyboards/{self.board_id}/shots")["shots"]
        return shots

    def shot_of(self, *people: str) -> dict[str, Any]:
        """The first panel in which these people are."""
        return next(shot for shot in self.panels() if set(people) == set(shot["characters"]))

    def rows(self) -> list[Shot]:
        """The rows of the board's shots."""
        with self.production.database.reading() as session:
            return list(storyboards.get(session, self.project_id, self.board_id).shots)
