"""Every setting of the product, from the environment (prefix ONMODEL_); secrets come from nowhere else."""

from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """One value per setting; the defaults run everything on one machine with no service."""

    model_config = SettingsConfigDict(env_prefix="ONMODEL_", frozen=True, extra="ignore")

    home: Path = Field(Path("~/.local/share/onmodel"), description="folder for the database, blobs and broker data")
    database_url: str = Field("", repr=False, description="SQLAlchemy URL; empty: SQLite in `home`")
    broker_url: str = Field("", repr=False, description="Celery broker URL; empty: the bundled Valkey in `home`")
    blobs: Path | None = Field(None, description="folder for pictures; unset: `home`/blobs")

    texts: str = Field("rules", description="text backend: rules or openai")
    openai_base_url: str = Field("https://api.openai.com/v1", description="any server that speaks the OpenAI API")
    openai_api_key: SecretStr = Field(SecretStr(""), description="key for it; empty: not configured")
    openai_model: str = Field("gpt-5-mini", description="model to ask there")

    workers: int = Field(1, ge=1, le=64, description="worker processes of `onmodel serve` and `onmodel worker`")
    queues: str = Field(
        "light,render,gpu_low,gpu_standard,gpu_high,gpu_training,function_runner", description="queues of the workers"
    )
    lease_seconds: float = Field(30.0, ge=0.5, description="a running job without heartbeat for this long is requeued")
    heartbeat_seconds: float = Field(5.0, ge=0.1, description="how often a running job's lease is renewed")
    sweep_seconds: float = Field(2.0, ge=0.1, description="how often lost jobs are looked for")
    handlers: str = Field("onmodel.bootstrap:handlers", description="module:function giving job kind → handler")

    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="least level that is logged")
    log_json: bool = Field(False, description="log lines as JSON instead of for people")
    upload_limit_bytes: int = Field(64 * 2**20, ge=1, description="largest body of one request")

    @property
    def folder(self) -> Path:
        """`home` with ~ resolved; made on first use."""
        path = self.home.expanduser().resolve()
        path.mkdir(parents=True, exist_ok=True)
        return path

    @property
    def database(self) -> str:
        """The database URL in force."""
        return self.database_url or f"sqlite:///{self.folder / 'onmodel.db'}"

    @property
    def blob_folder(self) -> Path:
        """The folder where blobs are kept."""
        return self.blobs.expanduser().resolve() if self.blobs else self.folder / "blobs"


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """The settings of this process, read once; tests call `get_settings.cache_clear()` or pass their own."""
    return Settings()
