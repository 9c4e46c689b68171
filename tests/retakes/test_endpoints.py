"""Retakes of one panel, of several, of all below a score; and what would help."""

import pytest

from onmodel.kit.ids import new_id
from onmodel.settings import Settings
from tests.factories.production import Production
from tests.factories.shoot import Shoot


@pytest.fixture
def low(production: Production, settings: Settings) -> Shoot:
    """A board on which EMMA has somebody else's face."""
    production.images.wrong = {"EMMA": 10_000}
    return Shoot(production, settings)


def test_a_batch_takes_the_named_or_those_below_and_says_what_it_costs(low: Shoot) -> None:
    path, panels = f"/api/storyboards/{low.board_id}/retakes", low.panels()
    weak = [p["id"] for p in panels if p["frame"]["worst"] < 70]
    assert len(weak) > 0
    below = low.send("POST", path, {"below": 70, "reason": "not her"}, 202)
    assert [r["shot_id"] for r in below["retakes"]] == weak
    assert below["seconds"] == pytest.approx(sum(r["seconds"] for r in below["retakes"]), abs=0.05)
    again = low.send("POST", path, {"below": 70}, 202)
    assert (again["retakes"], again["waiting"]) == ([], weak)
    for retake in below["retakes"]:
        low.run(retake["job_id"])
    assert all(p["takes"] > 1 for p in low.panels() if p["id"] in weak)
    one = low.send("POST", path, {"shot_ids": [weak[0], weak[0]]}, 202)
    assert [r["shot_id"] for r in one["retakes"]] == weak[:1]
    assert low.send("POST", path, {"below": 0}, 202)["retakes"] == []


def test_a_batch_that_says_neither_or_both_or_a_stranger_is_refused(low: Shoot) -> None:
    path = f"/api/storyboards/{low.board_id}/retakes"
    for wrong in ({}, {"shot_ids": [], "below": 50}, {"below": 101}, {"shot_ids": ["x"]}):
        low.send("POST", path, wrong, 422)
    low.send("POST", path, {"shot_ids": [new_id()]}, 404)


def test_the_same_key_is_the_same_retake(low: Shoot) -> None:
    path = f"/api/shots/{low.panels()[0]['id']}/retakes"
    first, second = (low.send("POST", path, {}, 202, **{"Idempotency-Key": "once"}) for _ in range(2))
    assert first == second
    assert low.send("POST", path, {}, 202)["job_id"] != first["job_id"]


def test_suggestions_name_the_weakest_part_and_can_be_asked_for_as_they_are(low: Shoot) -> None:
    shot = low.shot_of("EMMA")
    found = low.get(f"/api/shots/{shot['id']}/suggestions")
    assert found["take_id"] == shot["frame"]["take_id"]
    first = found["suggestions"][0]
    assert (first["character"], first["part"]) == ("EMMA", "face")
    assert first["score"] < 70
    assert "below 70" in first["why"]
    assert first["retake"]["reason"]
    low.run(low.send("POST", f"/api/shots/{shot['id']}/retakes", first["retake"], 202)["job_id"])


def test_a_good_take_is_left_alone_and_one_that_is_not_there_is_said(shoot: Shoot) -> None:
    shot = shoot.shot_of("EMMA")
    fine = shoot.get(f"/api/shots/{shot['id']}/suggestions")
    assert (fine["suggestions"], fine["verdict"]) == ([], "Nobody in it is below the excellent: leave it")
    new = shoot.send("POST", f"/api/storyboards/{shoot.board_id}/shots", {"after": shot["id"]}, 201)
    none = shoot.get(f"/api/shots/{new['id']}/suggestions")
    assert (none["take_id"], none["verdict"]) == (None, "There is no take yet")
