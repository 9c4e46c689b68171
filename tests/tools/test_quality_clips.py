"""Clips with one fault each, from the stage, scored as the command does: ranked as a viewer would, the fault named."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from onmodel.backends.vision.embedded import EmbeddedVision
from onmodel.scoring.clip import score_clip
from onmodel.scoring.model import Asked, ClipReport

FAULTS = {
    "compressed": "compressed to pieces", "flickering": "flickers", "shaking": "shakes", "morphing": "morphs",
    "frozen": "frozen",
}  # fmt: skip


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("quality_clips", Path(__file__).parents[2] / "tools/quality_clips.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def reports(tool: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> dict[str, ClipReport]:
    tool.FRAMES = 48  # two seconds tell the same
    clips = tool.make(tmp_path_factory.mktemp("clips"), (640, 360), "low")
    vision = EmbeddedVision()
    return {name: score_clip(path, Asked(tool.PROMPT), vision) for name, path in clips.items()}


@pytest.mark.slow
def test_they_are_ranked_as_a_viewer_would(reports):
    value = {name: report.take_score for name, report in reports.items()}
    assert value["good"] > 85
    assert value["good"] > value["shaking"] > value["morphing"] > value["frozen"], value
    assert value["good"] > value["compressed"] + 2
    assert max(value[name] for name in FAULTS if name != "compressed") < 70, f"each of them is a retake: {value}"


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(FAULTS))
def test_the_findings_name_the_fault(reports, name):
    assert any(line.startswith(FAULTS[name]) for line in reports[name].findings), reports[name].findings


@pytest.mark.slow
def test_the_good_one_has_none(reports):
    assert reports["good"].findings == ()


@pytest.mark.slow
def test_without_words_the_same_are_in_front(tool, reports, tmp_path):
    assert reports["good"].parts["alignment"] == 100.0
    assert reports["frozen"].parts["alignment"] < 50
