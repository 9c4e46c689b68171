"""A style is laid on a board, a scene, some panels: what becomes stale is told before, and it can be taken back."""

from typing import Any

import pytest

from onmodel.takes import queries as takes
from tests.factories.shoot import Shoot


class Styled:
    """A board without a style, and two styles that change a picture."""

    def __init__(self, shoot: Shoot) -> None:
        self.shoot, self.path = shoot, f"/api/storyboards/{shoot.board_id}/styles"
        self.dust, self.noon = (
            shoot.send("POST", "/api/styles", {"name": name, "parameters": {"exposure": stops}}, 201)["id"]
            for name, stops in (("Dust", 0.5), ("Noon", 1.0))
        )
        self.shots = [shot["id"] for shot in shoot.panels()]

    def lay(self, style: str | None, status: int = 200, **given: Any) -> Any:
        return self.shoot.send("PUT", self.path, {"style_id": style, **given}, status)

    def cost(self, style: str | None, shots: dict[str, str | None] | None = None) -> Any:
        return self.shoot.send("POST", f"{self.path}/cost", {"style_id": style, "shots": shots or {}})

    def stale(self) -> dict[int, list[str]]:
        found = self.shoot.get(f"/api/storyboards/{self.shoot.board_id}/stale")["panels"]
        return {panel["scene_number"]: panel["because"] for panel in found}

    def draw(self) -> None:
        for job in self.shoot.send("POST", f"/api/storyboards/{self.shoot.board_id}/stale", {}, 202)["job_ids"]:
            self.shoot.run(job)

    def drawn_in(self) -> list[str | None]:
        with self.shoot.production.database.reading() as session:
            circled = takes.circled(session, self.shots)
            return [(circled[i].manifest.get("style") or {}).get("name") for i in self.shots]


@pytest.fixture
def styled(shoot: Shoot) -> Styled:
    return Styled(shoot)


def test_what_it_costs_is_told_and_nothing_is_kept(styled: Styled) -> None:
    before = styled.shoot.get(styled.path)
    told = styled.cost(styled.dust)
    assert told["stale"] == [1, 2, 3]
    assert told["seconds"] >= 0
    assert styled.cost(None, {styled.shots[1]: styled.dust})["stale"] == [2]
    assert styled.cost(None) == {"stale": [], "fresh": [], "seconds": 0.0}
    assert styled.shoot.get(styled.path) == before
    assert styled.stale() == {}


def test_laid_on_a_board_its_panels_are_stale_and_drawn_in_it_when_asked_for(styled: Styled) -> None:
    laid = styled.lay(styled.dust)
    assert laid["was"] == {"style_id": None, "shots": {}}
    assert laid["cost"]["stale"] == [1, 2, 3]
    assert styled.stale()[1] == ["The style is Dust, the picture has none"]
    assert [board["stale"] for board in styled.shoot.get("/api/storyboards")["storyboards"]] == [3]
    styled.draw()
    assert styled.stale() == {}
    assert styled.drawn_in() == ["Dust"] * 3
    assert styled.shoot.get("/api/uses")["boards"][styled.dust] == 1


def test_taken_back_the_old_pictures_are_true_again(styled: Styled) -> None:
    laid = styled.lay(styled.dust)
    back = styled.shoot.send("PUT", styled.path, laid["was"])
    assert back["cost"]["fresh"] == [1, 2, 3]
    assert styled.stale() == {}


def test_one_panel_is_in_another_style_than_its_board_or_in_none(styled: Styled) -> None:
    first, second, _ = styled.shots
    styled.lay(styled.dust, shots={first: styled.noon, second: None})
    assert set(styled.stale()) == {1, 3}
    styled.draw()
    assert styled.drawn_in() == ["Noon", None, "Dust"]
    assert styled.shoot.get("/api/uses")["boards"] == styled.shoot.get("/api/uses")["boards"] | {
        styled.noon: 1, styled.dust: 1,
    }  # fmt: skip
    laid = styled.lay(styled.noon, shots={first: styled.noon, "0" * 8 + "-0000-7000-8000-" + "0" * 12: styled.dust})
    assert laid["styles"] == {"style_id": styled.noon, "shots": {}}, "what says nothing of its own is not kept"
    assert styled.stale()[2] == ["The style is Noon, the picture has none"]
    assert styled.stale()[3] == ["The style is Noon, the picture has Dust"]


def test_who_was_quicker_is_told_and_an_unknown_style_is_refused(styled: Styled) -> None:
    version = styled.shoot.get(styled.path)["version"]
    styled.lay(styled.dust, version=version)
    assert styled.lay(styled.noon, 409, version=version)["version"] == version + 1
    missing = "0190f000-0000-7000-8000-000000000000"
    assert styled.lay(missing, 404)["type"].endswith("StyleNotFound")
    assert styled.shoot.get(styled.path)["styles"]["style_id"] == styled.dust


def test_the_same_order_does_not_find_a_board_that_was_put_into_a_style(styled: Styled) -> None:
    styled.lay(styled.dust)
    other = styled.shoot.make(frames=3)
    assert other != styled.shoot.board_id
    styled.lay(None)  # it is what was ordered again, which another board is by now
    assert styled.shoot.make(frames=3) == other


def test_new_boards_are_in_the_project_s_style_unless_they_name_another(styled: Styled) -> None:
    send, order = styled.shoot.send, {"script": "INT. HUT - DAY\n\nEMMA sits.\n", "tier": "low", "frames": 1}
    assert send("PUT", f"/api/styles/{styled.dust}/default")["default"]
    assert styled.shoot.get("/api/styles")["default"] == styled.dust

    def ordered(**given: Any) -> str | None:
        board = send("POST", "/api/storyboards", {**order, **given}, 202)["id"]
        found: str | None = styled.shoot.get(f"/api/storyboards/{board}/styles")["styles"]["style_id"]
        return found

    assert (ordered(), ordered(style="full"), ordered(style="Noon")) == (styled.dust, None, styled.noon)
    rules = {"approval": "all", "approvals_needed": 1}
    send("PUT", f"/api/projects/{styled.shoot.project_id}/rules", rules)
    assert ordered(seed=2) == styled.dust, "other rules of the project leave it"
    send("DELETE", f"/api/styles/{styled.dust}")
    assert (styled.shoot.get("/api/styles")["default"], ordered(seed=3)) == (None, None)
    send("POST", f"/api/styles/{styled.dust}/restore")
    assert not send("DELETE", f"/api/styles/{styled.dust}/default")["default"]
    assert ordered(seed=4) is None
