"""Handlers of production on fake pictures that take half a second each, for workers that will be killed."""

import time
from typing import Any

from onmodel.backends.blobs.local import LocalBlobs
from onmodel.backends.bundle import Backends
from onmodel.backends.texts.rules import RuleTexts
from onmodel.backends.vision.fake import FakeVision
from onmodel.generations.tasks import handlers as production_handlers
from onmodel.jobs.tasks import Handlers
from onmodel.metrics import curves
from onmodel.settings import Settings
from tests.factories.fixtures import FAKE
from tests.factories.production import PaintedImages


class SlowImages(PaintedImages):
    """Painted pictures, slowly."""

    def run(self, request: Any, progress: Any = None) -> Any:
        time.sleep(0.5)
        return super().run(request, progress)


def handlers(settings: Settings) -> Handlers:
    """What `settings.handlers` names in the test."""
    curves.CURVES = (*curves.CURVES, FAKE)  # this process is the test's own
    blobs = LocalBlobs(settings.blob_folder)
    blobs.setup()
    return production_handlers(Backends({"stage": SlowImages()}, {}, RuleTexts(), FakeVision(), blobs))
