"""Styles and environments on the command line, as a person types them."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner

from onmodel import bootstrap
from onmodel.cli.main import app
from onmodel.kit import pictures
from onmodel.settings import Settings
from tests.factories.production import Production

RUN = CliRunner()


@pytest.fixture(autouse=True)
def faked(production: Production, monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(settings: Settings, **_: Any) -> bootstrap.Product:
        return bootstrap.Product(settings, production.database, production.backends, production.project_id)

    monkeypatch.setattr(bootstrap, "open_product", opened)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    halves = np.zeros((40, 60, 3), np.uint8)
    halves[:, :30], halves[:, 30:] = (200, 60, 40), (30, 60, 160)
    path = tmp_path / "ref.png"
    path.write_bytes(pictures.encode_png(halves))
    return path


def _run(*words: str) -> Any:
    done = RUN.invoke(app, list(words))
    assert done.exit_code == 0, done.output
    return done


def test_a_style_is_made_with_a_parent_listed_and_shown(photo: Path) -> None:
    made = json.loads(_run("style", "create", "Summer", str(photo), "--set", "temperature=30", "--json").stdout)
    assert len(made["palette"]) >= 2
    words = ("--parent", "Summer", "--set", "temperature=-40", "--set", "gain=0.9,0.95,1.1", "--palette", "#101820")
    _run("style", "create", "Its nights", *words)
    shown = json.loads(_run("style", "show", "Its nights", "--json").stdout)
    assert shown["parent_id"] == made["id"]
    assert shown["parameters"]["gain"] == [0.9, 0.95, 1.1]
    assert shown["effective"]["palette"] == ["#101820"]
    listed = json.loads(_run("style", "list", "--json").stdout)
    assert {style["name"]: style["parent"] for style in listed} == {"Summer": None, "Its nights": "Summer"}
    plain = _run("style", "show", "Summer").stdout
    assert "temperature" in plain
    assert "Its nights" in _run("style", "list").stdout


@pytest.mark.parametrize("wrong", ["exposure", "exposure=99", "glow=1", "look=oil", "gain=1,2"])
def test_a_control_that_is_none_is_named(wrong: str) -> None:
    done = RUN.invoke(app, ["style", "create", "X", "--set", wrong])
    assert done.exit_code == 2
    assert wrong.partition("=")[0] in done.output
    assert "Traceback" not in done.output


def test_a_picture_is_graded_and_kept(photo: Path, tmp_path: Path) -> None:
    _run("style", "create", "Dark", "--set", "exposure=-2", "--palette", "#c83c28")
    target = tmp_path / "dark.png"
    told = _run("style", "apply", "Dark", str(photo), "--out", str(target)).stdout
    assert "palette" in told
    before, after = (np.asarray(Image.open(path).convert("RGB"), float).mean() for path in (photo, target))
    assert after < 0.7 * before
    for missing in (["Dark", "01a1fd7e-fd5f-7000-9dd5-dcd3c496ba9c"], ["None", str(photo)], ["Dark", "nothing.png"]):
        done = RUN.invoke(app, ["style", "apply", *missing, "--out", str(target)])
        assert done.exit_code == 2, missing
        assert "Traceback" not in done.output


def test_an_environment_is_made_listed_and_shown(photo: Path) -> None:
    assert "No environment yet" in _run("environment", "list").stdout
    _run("environment", "create", "THE YURT", str(photo), "--set", "room", "--kelvin", "2400", "--contrast", "1.2")
    shown = json.loads(_run("environment", "show", "THE YURT", "--json").stdout)
    assert (shown["set"], shown["colour_temperature"], shown["contrast"]) == ("room", 2400, 1.2)
    assert [r["angle"] for r in shown["references"]] == ["ref"]
    plain = _run("environment", "show", "THE YURT").stdout
    assert "2400 K" in plain
    assert "THE YURT" in _run("environment", "list").stdout
    again = RUN.invoke(app, ["environment", "create", "THE YURT"])
    assert again.exit_code == 2
    wrong = RUN.invoke(app, ["environment", "create", "X", "--set", "moon"])
    assert wrong.exit_code == 2
    assert "set" in wrong.output
