"""Boards are made on fakes; the fake eyes are calibrated here, since the product never scores what it never fitted."""

from functools import cache
from typing import Any

import pytest

from onmodel.backends.blobs.fake import FakeBlobs
from onmodel.db import Database
from onmodel.generations import service
from onmodel.metrics import curves
from onmodel.metrics.calibration import Curve
from onmodel.settings import Settings
from onmodel.stage.blocking import block_scene
from tests.factories.production import Production
from tests.factories.shoot import Shoot
from tests.factories.studio import Studio


@cache
def _block(scene: Any, looks: Any, options: Any) -> Any:
    return block_scene(scene, dict(looks), **dict(options))


def _blocked_once(scene: Any, looks: Any, **options: Any) -> Any:
    """The real blocking, which takes seconds, done once for all tests with the same scene and actors."""
    return _block(scene, tuple(sorted(looks.items())), tuple(sorted(options.items())))


FAKE = Curve("face", "fake-faces-v1", False, ((1.4, 0.0), (0.9, 30.0), (0.6, 70.0), (0.4, 85.0), (0.0, 100.0)))


@pytest.fixture
def production(database: Database, project_id: str, blobs: FakeBlobs, monkeypatch: pytest.MonkeyPatch) -> Production:
    monkeypatch.setattr(curves, "CURVES", (*curves.CURVES, FAKE))
    monkeypatch.setattr(service, "block_scene", _blocked_once)
    return Production(database, project_id, blobs)


@pytest.fixture
def studio(production: Production, settings: Settings) -> Studio:
    return Studio(production, settings.model_copy(update={"team": True}))


@pytest.fixture
def shoot(production: Production, settings: Settings) -> Shoot:
    return Shoot(production, settings)
