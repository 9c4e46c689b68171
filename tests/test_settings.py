from pathlib import Path

import pytest
from pydantic import ValidationError

from onmodel.settings import Settings, get_settings


def test_everything_has_a_default_that_needs_no_service(home: Path) -> None:
    settings = get_settings()
    assert settings.database == f"sqlite:///{home.resolve() / 'onmodel.db'}"
    assert settings.blob_folder == home.resolve() / "blobs"
    assert settings.texts == "rules"
    assert home.is_dir()


def test_the_environment_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONMODEL_DATABASE_URL", "postgresql+psycopg://u:geheim@db/x")
    monkeypatch.setenv("ONMODEL_OPENAI_API_KEY", "sk-geheim")
    monkeypatch.setenv("ONMODEL_WORKERS", "3")
    settings = Settings()
    assert settings.workers == 3
    assert settings.database.endswith("@db/x")
    assert settings.openai_api_key.get_secret_value() == "sk-geheim"
    assert "geheim" not in repr(settings)  # a log line or a traceback must not tell


def test_nonsense_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONMODEL_WORKERS", "0")
    with pytest.raises(ValidationError, match="workers"):
        Settings()


def test_read_once() -> None:
    assert get_settings() is get_settings()


def test_every_setting_is_described() -> None:
    assert not [name for name, field in Settings.model_fields.items() if not field.description]
