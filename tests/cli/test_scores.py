"""`onmodel score` and `onmodel models`: a table or JSON, exit codes, and nothing but JSON on stdout."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onmodel.backends.vision.fake import FakeVision
from onmodel.cli import scores
from onmodel.cli.main import app
from onmodel.metrics.vbench import BOUNDS
from tests.scoring.clips import filmed, mp4, pan

RUN = CliRunner()
WIDE = {"COLUMNS": "200", "TERM": "dumb"}


@pytest.fixture
def clip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(scores.chosen, "vision", FakeVision)
    path = tmp_path / "pan.mp4"
    path.write_bytes(mp4(filmed(pan, 12)))
    return path


def test_json_has_every_dimension_with_a_value_or_a_reason(clip: Path):
    made = RUN.invoke(app, ["score", str(clip), "--prompt", "slow pan", "--json"])
    assert made.exit_code == 0, made.output
    report = json.loads(made.stdout)
    assert [d["name"] for d in report["dimensions"]] == list(BOUNDS)
    assert all((d["raw"] is None) == bool(d["reason"]) for d in report["dimensions"])
    assert report["take_score"] > 80


def test_the_table_names_backbones_reasons_and_the_take_score(clip: Path):
    made = RUN.invoke(app, ["score", str(clip), "--cast", "EMMA"], env=WIDE)
    assert made.exit_code == 2, "EMMA is no character of the project"
    made = RUN.invoke(app, ["score", str(clip), "--prompt", "slow pan"], env=WIDE)
    assert made.exit_code == 0, made.output
    for words in ("motion_smoothness", "not VBench's backbone", "refuses custom clips", "take score"):
        assert words in made.output


@pytest.mark.parametrize(("content", "words"), [(b"", "is empty"), (b"no clip at all", "is not a clip")])
def test_what_is_no_clip_ends_with_2(clip: Path, content, words):
    clip.write_bytes(content)
    made = RUN.invoke(app, ["score", str(clip)], env=WIDE)
    assert made.exit_code == 2
    assert words in made.output


def test_a_missing_file_ends_with_2(clip: Path):
    made = RUN.invoke(app, ["score", str(clip) + "x"], env=WIDE)
    assert made.exit_code == 2
    assert "there is no file" in made.output


def test_models_are_listed_and_unknown_ones_refused(clip: Path):
    listed = RUN.invoke(app, ["models", "list"], env=WIDE)
    assert "dino-vitb16" in listed.output
    assert "pickle alone" in listed.output
    assert len(json.loads(RUN.invoke(app, ["models", "list", "--json"]).stdout)["models"]) == 2
    assert RUN.invoke(app, ["models", "pull", "gpt"], env=WIDE).exit_code == 2
    assert RUN.invoke(app, ["models", "verify", "vbench"], env=WIDE).exit_code == 2


def test_scoring_a_clip_imports_neither_server_nor_database():
    asked = "from onmodel.cli.main import app; from typer.main import get_command; get_command(app).commands['score']"
    heavy = "{'fastapi', 'alembic', 'sqlalchemy', 'celery', 'mitsuba'}"
    told = [sys.executable, "-c", f"{asked}; import sys; print(*sorted({heavy} & set(sys.modules)))"]
    assert not subprocess.run(told, capture_output=True, text=True, check=True).stdout.strip()
