"""Official backbones by ONNX, with a model that the test writes: used where installed, told where they fail."""

from pathlib import Path

import numpy as np
import pytest

from onmodel.backends.vision.fake import FakeVision
from onmodel.footage.read import Footage
from onmodel.metrics.vbench_frames import consistency
from onmodel.scoring import official
from onmodel.scoring.clip import score_clip
from onmodel.scoring.model import Asked
from tests.scoring.clips import filmed, mp4, pan
from tests.scoring.onnx import identity_model

pytest.importorskip("onnxruntime")


def test_an_installed_export_replaces_the_embedded_backbone_and_sees_every_frame(tmp_path: Path):
    (tmp_path / "dino-vitb16.onnx").write_bytes(identity_model())
    clip = mp4(filmed(pan, 12))
    report = score_clip(clip, Asked(), FakeVision(), models=tmp_path)
    found = {d.name: d for d in report.dimensions}
    means = [official.for_dino(s.picture).mean((2, 3))[0] for s in Footage(clip)]
    assert len(means) == 12
    assert found["subject_consistency"].official
    assert found["subject_consistency"].backbone == "DINO ViT-B/16 (dino-vitb16.onnx)"
    assert found["subject_consistency"].raw == pytest.approx(consistency(np.array(means, float)).value, abs=1e-5)
    assert not found["background_consistency"].official


def test_an_export_that_fails_leaves_the_embedded_value_and_says_so(tmp_path: Path):
    (tmp_path / "clip-vit-b32.onnx").write_bytes(identity_model((1, 3, 7, 7)))
    clip = mp4(filmed(pan, 6))
    plain = {d.name: d for d in score_clip(clip, Asked(), FakeVision()).dimensions}
    found = {d.name: d for d in score_clip(clip, Asked(), FakeVision(), models=tmp_path).dimensions}
    assert found["background_consistency"].raw == plain["background_consistency"].raw
    assert "failed" in str(found["background_consistency"].detail["official"])


def test_transforms_are_vbench_s():
    picture = np.full((360, 640, 3), 255, np.uint8)
    assert official.for_dino(picture).shape == (1, 3, 224, 398)
    assert official.for_clip(picture).shape == (1, 3, 224, 224)
    assert official.for_dino(picture)[0, :, 0, 0] == pytest.approx(
        (1 - official.IMAGENET[0]) / official.IMAGENET[1], rel=1e-5
    )
