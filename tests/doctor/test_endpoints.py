"""The doctor over HTTP: what the command says, and to owners alone."""

import pytest

from onmodel import checks
from onmodel.doctor.rules import Finding
from tests.factories.studio import Studio


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking at the stage and the eyes takes seconds; tests/cli does it."""
    for what in ("stage", "vision", "texts"):
        monkeypatch.setitem(checks.CHECKS, what, lambda _settings, what=what: Finding(what, True, "as a test has it"))


def test_an_owner_is_told_of_the_machine_and_of_the_deployment(studio: Studio) -> None:
    found = studio.browser("owner").get("/api/doctor").json()
    assert {f["what"] for f in found["machine"]} == set(checks.CHECKS)
    assert {f["what"] for f in found["deployment"]} >= {"database", "broker", "secrets"}
    missing = [f for f in found["deployment"] if not f["works"]]
    assert missing
    assert all(f["todo"] for f in missing)
    assert found["works"] is False


def test_nobody_else_is(studio: Studio) -> None:
    for name, status in (("editor", 403), ("viewer", 403), ("stranger", 404)):
        headers = {"X-Onmodel-Project": studio.project_id}
        assert studio.browser(name).get("/api/doctor", headers=headers).status_code == status


def test_a_check_that_fails_is_a_finding(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_settings: object) -> Finding:
        raise RuntimeError("no light")

    monkeypatch.setitem(checks.CHECKS, "stage", broken)
    found = studio.browser("owner").get("/api/doctor").json()
    stage = next(f for f in found["machine"] if f["what"] == "stage")
    assert (stage["works"], stage["todo"]) == (False, "make setup")
    assert "no light" in stage["detail"]
