"""A cut's dialogue is read, read again, and heard in the mix."""

import os
from pathlib import Path

import pytest

from tests.factories.shoot import Shoot


def test_lines_are_laid_on_the_cut_and_read_again_in_their_place(shoot: Shoot) -> None:
    made = shoot.send("POST", "/api/cuts", {"storyboard_id": shoot.board_id}, 201)
    read = shoot.send("POST", f"/api/cuts/{made['id']}/voices", {})
    spoken = [marker["text"] for item in made["items"] for marker in item["markers"] if marker["kind"] == "line"]
    assert [sound["name"] for sound in read["sounds"]] == spoken
    assert {sound["role"] for sound in read["sounds"]} == {"dialogue"}
    again = shoot.send("POST", f"/api/cuts/{made['id']}/voices", {"language": "ru"})
    assert [sound["key"] for sound in again["sounds"]] == [sound["key"] for sound in read["sounds"]]
    assert again["sounds"][0]["asset_id"] != read["sounds"][0]["asset_id"]


@pytest.mark.parametrize(("language", "status"), [("xx-nowhere", 501), ("../../etc", 422), ("", 422)])
def test_a_language_that_nobody_speaks_is_refused(shoot: Shoot, language: str, status: int) -> None:
    made = shoot.send("POST", "/api/cuts", {"storyboard_id": shoot.board_id}, 201)
    shoot.send("POST", f"/api/cuts/{made['id']}/voices", {"language": language}, status)
    assert shoot.get(f"/api/cuts/{made['id']}")["sounds"] == []


def test_without_a_synthesiser_it_is_said_what_to_install(
    shoot: Shoot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "espeakng_loader.py").write_text("raise ImportError('not here')")
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}:{os.environ.get('PYTHONPATH', '')}")
    made = shoot.send("POST", "/api/cuts", {"storyboard_id": shoot.board_id}, 201)
    refused = shoot.send("POST", f"/api/cuts/{made['id']}/voices", {}, 501)
    assert "onmodel[voices]" in refused["detail"]
