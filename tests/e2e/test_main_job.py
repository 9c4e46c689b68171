"""The main job as a user runs it, with everything real: photographs in, a scored board out, twice the same."""

import json
from pathlib import Path

import pytest
import skimage.data
from PIL import Image
from typer.testing import CliRunner

from onmodel.cli.main import app
from onmodel.settings import get_settings

SCRIPT = """INT. OFFICE - DAY

EMMA sits at the desk and reads a letter.

Close on Emma: she smiles.
"""


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A public-domain portrait (NASA) that ships with scikit-image."""
    path = tmp_path / "emma.jpg"
    Image.fromarray(skimage.data.astronaut()).save(path, quality=92)
    return path


def _run(folder: Path, photo: Path, monkeypatch: pytest.MonkeyPatch, home: str) -> dict[str, bytes]:
    monkeypatch.setenv("ONMODEL_HOME", str(folder / home))
    script = folder / "letter.fountain"
    script.write_text(SCRIPT)
    out = folder / home / "out"
    words = "EMMA=a woman in her thirties, short blond hair, white shirt, blue jacket"
    arguments = ["storyboard", str(script), "--cast", f"EMMA={photo}", "--describe", words, "--frames", "2"]
    done = CliRunner().invoke(app, [*arguments, "--tier", "low", "--out", str(out), "--json"])
    assert done.exit_code == 0, done.output
    report = json.loads(done.stdout)["report"]
    faces = [c["parts"]["face"]["value"] for c in report["cells"] if c["parts"].get("face")]
    assert any(value is not None for value in faces), "the double has a face that the eyes of the product can judge"
    outfits = [c["parts"]["outfit"]["value"] for c in report["cells"] if c["parts"].get("outfit")]
    assert any(value is not None and value >= 70 for value in outfits)
    return {path.name: path.read_bytes() for path in sorted((out / "frames").glob("*.png"))}


def test_two_runs_with_the_same_seed_give_identical_frames(
    tmp_path: Path, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = _run(tmp_path, photo, monkeypatch, "one")
    get_settings.cache_clear()
    second = _run(tmp_path, photo, monkeypatch, "two")
    assert list(first) == ["0001.png", "0002.png"]
    assert first == second
