"""The command line, tried as a user would: every command, its errors, its JSON."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from onmodel import bootstrap, checks
from onmodel.cli.main import app
from onmodel.sample import sample_script
from onmodel.settings import Settings, get_settings
from tests.factories.production import SCRIPT, PaintedImages, Production, portrait

RUN = CliRunner()


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "pouch.fountain"
    path.write_bytes(SCRIPT)
    return path


@pytest.fixture
def faked(production: Production, monkeypatch: pytest.MonkeyPatch) -> PaintedImages:
    """The real command line and database, with fake pictures and eyes behind it."""
    made = production.backends

    def opened(settings: Settings, **_: Any) -> bootstrap.Product:
        return bootstrap.Product(settings, production.database, made, production.project_id)

    monkeypatch.setattr(bootstrap, "open_product", opened)
    monkeypatch.setattr(bootstrap, "backends", lambda _settings: made)
    return production.images


def _photo(folder: Path, name: str) -> Path:
    path = folder / f"{name}.png"
    path.write_bytes(portrait(name).data)
    return path


def _storyboard(script: Path, out: Path, *more: str) -> Any:
    cast = f"EMMA={_photo(script.parent, 'EMMA')}"
    return RUN.invoke(app, ["storyboard", str(script), "--cast", cast, "--tier", "low", "--out", str(out), *more])


def test_the_main_job_writes_everything_it_promises(faked: PaintedImages, script: Path, tmp_path: Path) -> None:
    done = _storyboard(script, tmp_path / "out", "--describe", "BAI=old man, grey beard", "--json")
    assert done.exit_code == 0, done.output
    result = json.loads(done.stdout)
    board = json.loads((tmp_path / "out" / "storyboard.json").read_text())
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    frames = sorted((tmp_path / "out" / "frames").glob("*.png"))
    assert [f.name for f in frames] == [f"{i:04d}.png" for i in range(1, len(board["panels"]) + 1)]
    for name in ("contact.png", "storyboard.pdf", "animatic.mp4"):
        assert Path(result["files"][name]).stat().st_size > 1000
    assert report["cells"] == result["report"]["cells"]
    assert {c["name"] for c in board["characters"]} == {"EMMA", "BAI"}
    assert all(p["takes"] for p in board["panels"])


def test_the_same_command_resumes_and_renders_nothing_twice(faked: PaintedImages, script: Path, tmp_path: Path) -> None:
    assert _storyboard(script, tmp_path / "out").exit_code == 0
    rendered = len(faked.requests)
    again = _storyboard(script, tmp_path / "out")
    assert again.exit_code == 0
    assert len(faked.requests) == rendered
    assert "continuity" in again.output


def test_validate_and_retake_take_the_folder(faked: PaintedImages, script: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert _storyboard(script, out).exit_code == 0
    checked = RUN.invoke(app, ["validate", str(out), "--json"])
    assert checked.exit_code == 0, checked.output
    assert json.loads(checked.stdout)["frame_scores"]
    before = {f.name: f.read_bytes() for f in (out / "frames").glob("*.png")}
    done = RUN.invoke(app, ["retake", str(out), "2", "--reason", "the face is too small"])
    assert done.exit_code == 0, done.output
    panel = json.loads((out / "storyboard.json").read_text())["panels"][1]
    assert any(t["reason"] == "the face is too small" and t["changed"] for t in panel["takes"])
    after = {f.name: f.read_bytes() for f in (out / "frames").glob("*.png")}
    assert {n for n in before if before[n] != after[n]} <= {"0002.png"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["storyboard", "nowhere.fountain", "--out", "o"], "nowhere.fountain"),
        (["storyboard", "SCRIPT", "--out", "o", "--cast", "EMMA"], "is not understood"),
        (["storyboard", "SCRIPT", "--out", "o", "--cast", "EMMA=missing.jpg"], "missing.jpg"),
        (["storyboard", "SCRIPT", "--out", "o", "--backend", "dalle"], "no image backend"),
        (["validate", "01a1fd7e-fd5f-7000-9dd5-dcd3c496ba9c"], "no storyboard"),
        (["character", "show", "NOBODY"], "no character"),
        (["character", "create", "EMMA", "SCRIPT"], "pouch.fountain"),
    ],
)
def test_errors_say_what_failed_and_exit_with_2(
    faked: PaintedImages, script: Path, arguments: list[str], words: str
) -> None:
    done = RUN.invoke(app, [str(script) if a == "SCRIPT" else a for a in arguments])
    assert done.exit_code == 2, done.output
    assert words in done.output
    assert "Traceback" not in done.output


def test_characters_are_created_listed_and_shown(faked: PaintedImages, tmp_path: Path) -> None:
    empty = RUN.invoke(app, ["character", "list"])
    assert "No character yet" in empty.output
    made = RUN.invoke(
        app, ["character", "create", "EMMA", str(_photo(tmp_path, "EMMA")), "--describe", "red hair", "--json"]
    )
    assert made.exit_code == 0, made.output
    assert json.loads(made.stdout)["visual_dna"]["hair"]["source"] == "words"
    assert "EMMA" in RUN.invoke(app, ["character", "list"]).output
    shown = RUN.invoke(app, ["character", "show", "EMMA"])
    assert "hair" in shown.output
    assert "words" in shown.output
    assert "face quality" in shown.output


def test_breakdown_prints_the_shape_that_others_read(script: Path) -> None:
    made = json.loads(RUN.invoke(app, ["breakdown", str(sample_script()), "--json"]).stdout)
    assert {"title", "characters", "scenes"} <= set(made)
    assert {"name", "cues", "scenes"} <= set(made["characters"][0])
    scene = made["scenes"][0]
    assert {"number", "heading", "int_ext", "place", "time", "characters", "shots"} <= set(scene)
    keys = {"number", "framing", "angle", "lens_mm", "move", "description", "characters", "dialogue", "duration_frames"}
    assert keys <= set(scene["shots"][0])
    assert "EXT. STEPPE - DAY" in RUN.invoke(app, ["breakdown", str(script)]).output


def test_db_upgrade_makes_the_database_and_may_be_repeated(home: Path) -> None:
    for _ in range(2):
        done = RUN.invoke(app, ["db", "upgrade"])
        assert done.exit_code == 0, done.output
    assert (home / "onmodel.db").exists()


def test_doctor_finds_the_main_job_works_here(home: Path) -> None:
    RUN.invoke(app, ["db", "upgrade"])
    done = RUN.invoke(app, ["doctor", "--json"])
    findings = {f["what"]: f for f in json.loads(done.stdout)}
    assert done.exit_code == 0, done.output
    assert all(f["works"] for f in findings.values() if f["needed"])
    assert findings["LLM"]["todo"]


def test_doctor_survives_what_is_broken_and_names_the_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_settings: Settings) -> Any:
        raise RuntimeError("no such library")

    monkeypatch.setitem(checks.CHECKS, "stage", broken)
    done = RUN.invoke(app, ["doctor"])
    assert done.exit_code == 1
    assert "no such library" in done.output
    assert "make setup" in done.output


def test_a_cut_is_made_read_aloud_and_exported_and_nothing_lies_about(
    faked: PaintedImages, script: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, here = tmp_path / "out", tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("ONMODEL_HOME", "~/studio")  # as settings have it where nobody says otherwise
    get_settings.cache_clear()
    missing = RUN.invoke(app, ["cut", "make", "nowhere"])
    assert missing.exit_code != 0
    assert "There is no storyboard nowhere" in " ".join(missing.output.split())
    assert "Name its id, or its folder" in " ".join(missing.output.split())
    assert _storyboard(script, out).exit_code == 0
    made = RUN.invoke(app, ["cut", "make", str(out), "--voices", "--json"])
    assert made.exit_code == 0, made.output
    for to, name in (("edl", "cut.edl"), ("otio", "cut.otio"), ("mp4", "cut.mp4")):
        done = RUN.invoke(app, ["cut", "export", str(out), "--to", to, "--out", name, "--json"])
        assert done.exit_code == 0, done.output
    assert sorted(path.name for path in here.iterdir()) == ["cut.edl", "cut.mp4", "cut.otio"]


def test_heroes_offers_a_shot_on_a_contact_sheet_and_a_take_is_chosen(
    faked: PaintedImages, script: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert _storyboard(script, out).exit_code == 0
    done = RUN.invoke(app, ["heroes", str(out), "--shot", "1", "--variations", "2", "--json"])
    assert done.exit_code == 0, done.output
    shown = json.loads(done.stdout)
    assert [frame["offer"] for frame in shown["shots"][0]["frames"]] == [0, 1, 2]
    sheet = out / "heroes" / "001.png"
    assert shown["sheets"] == [str(sheet)]
    assert sheet.read_bytes().startswith(b"\x89PNG")
    chosen = RUN.invoke(app, ["heroes", str(out), "--shot", "1", "--choose", "2"])
    assert chosen.exit_code == 0, chosen.output
    assert "★ take 2" in chosen.output
    back = RUN.invoke(app, ["heroes", str(out), "--shot", "1", "--unchoose", "--json"])
    assert json.loads(back.stdout)["shots"][0]["confirmed"] is None
    for wrong in (["--shot", "1", "--choose", "9"], ["--shot", "99"], ["--choose", "1"]):
        assert RUN.invoke(app, ["heroes", str(out), *wrong]).exit_code != 0
    nothing = RUN.invoke(app, ["heroes", "01a1fd7e-fd5f-7000-9dd5-dcd3c496ba9c"])
    assert "There is no storyboard" in nothing.output


def test_a_script_that_is_not_there_is_told_before_anything_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "open_product", lambda _settings: pytest.fail("it was opened"))
    told = RUN.invoke(app, ["storyboard", str(tmp_path / "none.fountain"), "--out", str(tmp_path / "board")])
    assert told.exit_code == 2
    assert "there is no file" in told.output
    assert "breakdown" not in told.output
