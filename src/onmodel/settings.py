"""Every setting of the product, from the environment (prefix ONMODEL_); secrets come from nowhere else."""

import os
import secrets
from contextlib import suppress
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
    blobs: str = Field("", description="folder for pictures, or s3://bucket/prefix; empty: `home`/blobs")
    s3_endpoint: str = Field("", description="address of the S3 server; empty: AWS in `s3_region`")
    s3_region: str = Field("us-east-1", description="region of the bucket")
    s3_access_key: str = Field("", repr=False, description="id of the key that opens the bucket")
    s3_secret_key: SecretStr = Field(SecretStr(""), description="the key itself; empty: not configured")
    outbound_allow: str = Field("", description="hosts and networks that webhooks may reach although they are private")
    url_secret: SecretStr = Field(SecretStr(""), description="signs addresses of blobs; empty: a file in `home`")

    texts: str = Field("rules", description="text backend: rules or openai")
    openai_base_url: str = Field("https://api.openai.com/v1", description="any server that speaks the OpenAI API")
    openai_api_key: SecretStr = Field(SecretStr(""), description="key for it; empty: not configured")
    openai_model: str = Field("gpt-5-mini", description="model to ask there")

    video_url: str = Field("", description="server with Cog's prediction API, or Replicate's; empty: no such backend")
    video_key: SecretStr = Field(SecretStr(""), description="token for it; empty: not configured")
    video_model: str = Field("wan", description="entry of the catalogue of video models that is asked there")
    video_models: str = Field("", description="a catalogue of one's own beside ours; empty: none")
    video_price: float = Field(0.0, ge=0, description="price of one second of clip there, in the budgets' currency")
    diffusers_video: str = Field("", description="folder of an image-to-video pipeline of diffusers; empty: none")

    workers: int = Field(1, ge=1, le=64, description="worker processes of `onmodel serve` and `onmodel worker`")
    queues: str = Field(
        "light,render,gpu_low,gpu_standard,gpu_high,gpu_training,function_runner", description="queues of the workers"
    )
    gpus: str = Field("", description="GPUs of this machine that get a worker each, as in 0,1; empty: `workers` counts")
    rabbitmq_quorum: bool = Field(False, description="queues in RabbitMQ as quorum queues, replicated over its nodes")
    lease_seconds: float = Field(12.0, ge=0.5, description="a running job without heartbeat for this long is requeued")
    heartbeat_seconds: float = Field(4.0, ge=0.1, description="how often a running job's lease is renewed")
    sweep_seconds: float = Field(1.0, ge=0.1, description="how often lost jobs are looked for")
    answer_hours: float = Field(24.0, gt=0, description="how long an answer is kept under its Idempotency-Key")
    handlers: str = Field("onmodel.bootstrap:handlers", description="module:function giving job kind → handler")

    team: bool = Field(False, description="accounts, roles and logins; without it one person owns everything")
    public_url: str = Field("", description="address under which people reach us, for links; empty: as asked for")
    origins: str = Field("", description="other origins whose pages may call us, comma-separated")
    limits_url: str = Field("", description="where attempts to log in are counted; empty: in the process")
    oidc_issuer: str = Field("", description="address of the OIDC provider; empty: passwords only")
    oidc_client_id: str = Field("", description="what the provider calls us")
    oidc_client_secret: SecretStr = Field(SecretStr(""), description="our secret there; empty: none, PKCE alone")

    smtp_url: SecretStr = Field(
        SecretStr(""), description="mail server, smtp://user:password@host:587?tls=starttls; empty: no mail is sent"
    )
    mail_from: str = Field("Onmodel <onmodel@localhost>", description="sender of our mail")

    most_requests: int = Field(64, ge=1, description="requests answered at a time; others are told to come again")
    metrics_token: SecretStr = Field(SecretStr(""), description="opens /metrics; empty: to this machine alone")
    otlp_endpoint: str = Field("", description="where traces go, an OpenTelemetry collector; empty: none are made")

    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="least level that is logged")
    log_json: bool = Field(False, description="log lines as JSON instead of for people")
    bus_url: str = Field("", repr=False, description="Redis for hints between servers; empty: the broker, if it is one")
    socket_message_bytes: int = Field(2**20, ge=1024, description="longest message that a socket takes")
    socket_queue_bytes: int = Field(4 * 2**20, ge=1024, description="what may wait for a client that does not read")
    socket_messages_per_second: float = Field(200.0, gt=0, description="messages of one client; 5x at once")
    upload_limit_bytes: int = Field(64 * 2**20, ge=1, description="largest body of one request")

    @property
    def folder(self) -> Path:
        """`home` with ~ resolved; made on first use."""
        path = self.home.expanduser().resolve()
        path.mkdir(parents=True, exist_ok=True)
        return path

    @property
    def allowed_origins(self) -> tuple[str, ...]:
        """`origins` and our own public address, each as a browser names it."""
        named = (origin.strip().rstrip("/") for origin in (*self.origins.split(","), self.public_url))
        return tuple(origin for origin in named if origin)

    @property
    def database(self) -> str:
        """The database URL in force."""
        return self.database_url or f"sqlite:///{self.folder / 'onmodel.db'}"

    @property
    def processes(self) -> int:
        """Worker processes of this machine."""
        return len(self.gpus.split(",")) if self.gpus else self.workers

    @property
    def blob_folder(self) -> Path:
        """The folder where blobs are kept, unless they are in a bucket."""
        return Path(self.blobs).expanduser().resolve() if self.blobs else self.folder / "blobs"

    @property
    def url_key(self) -> bytes:
        """The secret that signs addresses; without a setting, one of this home's own, made on first use."""
        return self.url_secret.get_secret_value().encode() or _own_secret(self.folder / "url-secret")


def _own_secret(path: Path) -> bytes:
    """The file's bytes. Whoever comes second takes what the first one linked: the file is never half there."""
    with suppress(FileNotFoundError):
        return path.read_bytes()
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    draft.touch(mode=0o600)
    draft.write_bytes(secrets.token_bytes(32))
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
    return path.read_bytes()


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """The settings of this process, read once; tests call `get_settings.cache_clear()` or pass their own."""
    return Settings()
