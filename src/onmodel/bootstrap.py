"""The one module that names concrete adapters: settings → database, backends, job handlers."""

from dataclasses import dataclass
from functools import lru_cache

from onmodel import migrations, subscriptions, tables  # noqa: F401  # every table is known before the first query
from onmodel.backends.blobs.local import LocalBlobs
from onmodel.backends.blobs.port import BlobStore
from onmodel.backends.bundle import Backends
from onmodel.backends.errors import NotConfigured
from onmodel.backends.images.fake import FakeImages
from onmodel.backends.images.stage import StageImages
from onmodel.backends.mail import MailServer
from onmodel.backends.texts.port import TextBackend
from onmodel.backends.texts.rules import RuleTexts
from onmodel.backends.videos.catalogue import named
from onmodel.backends.videos.cog import CogVideos
from onmodel.backends.videos.diffusers import DiffusersVideos
from onmodel.backends.videos.fake import FakeVideos
from onmodel.backends.videos.port import VideoBackend
from onmodel.backends.videos.stage import StageVideos
from onmodel.backends.vision.chosen import vision as chosen_vision
from onmodel.backends.vision.port import VisionBackend
from onmodel.characters import tasks as characters
from onmodel.clips import tasks as clips
from onmodel.cuts import tasks as cuts
from onmodel.db import Database, Dispatch, Publish, SendJobs
from onmodel.generations import tasks as production
from onmodel.heroes import tasks as heroes
from onmodel.jobs.tasks import Handlers
from onmodel.kit.outbound import Outbound
from onmodel.kit.signed_urls import UrlSigner
from onmodel.notifications import tasks as notifications
from onmodel.projects.service import default_project
from onmodel.settings import Settings
from onmodel.variations import tasks as variations


@dataclass(frozen=True)
class Product:
    """Everything a command or a server works with."""

    settings: Settings
    database: Database
    backends: Backends
    project_id: str


def open_product(
    settings: Settings, *, send: SendJobs | None = None, dispatch: Dispatch | None = None,
    publish: Publish | None = None,
) -> Product:  # fmt: skip
    """The product on these settings, its database migrated and its local project there.

    `send` puts jobs on a broker, `dispatch` says which; without them they wait for whoever runs them inline.
    `publish` tells servers of events at once.
    """
    migrations.upgrade(settings.database)
    database = Database(settings.database, send=send, dispatch=dispatch, react=subscriptions.react, publish=publish)
    with database.transaction() as session:
        project_id = default_project(session).id
    return Product(settings, database, backends(settings), project_id)


@lru_cache(maxsize=4)
def backends(settings: Settings) -> Backends:
    """The adapters that the settings name; raises NotConfigured for one that is not there."""
    blobs, vision = blob_store(settings), chosen_vision()
    blobs.setup()
    return Backends(
        images={"stage": StageImages(), "fake": FakeImages()},
        videos=_videos(settings, vision),
        texts=_texts(settings),
        vision=vision,
        blobs=blobs,
    )


def blob_store(settings: Settings) -> BlobStore:
    """The bucket or the folder that the settings name, not yet opened."""
    if not settings.blobs.startswith("s3:"):
        return LocalBlobs(settings.blob_folder, UrlSigner(settings.url_key))
    from onmodel.backends.blobs.s3 import S3Address, S3Blobs  # noqa: PLC0415  # only who has a bucket needs it

    given = {"endpoint": settings.s3_endpoint, "region": settings.s3_region, "access_key": settings.s3_access_key}
    secret = settings.s3_secret_key.get_secret_value()
    return S3Blobs(S3Address.parse(settings.blobs, **given, secret_key=secret))


def handlers(settings: Settings) -> Handlers:
    """Job kind → what does it; a worker's `settings.handlers` names this function."""
    given = backends(settings)
    mail = MailServer(settings.smtp_url.get_secret_value(), settings.mail_from, settings.public_url)
    news = notifications.handlers(mail, Outbound(settings.outbound_allow))
    return {
        **characters.handlers(given),
        **variations.handlers(given),
        **production.handlers(given),
        **heroes.handlers(given),
        **clips.handlers(given),
        **cuts.handlers(given.blobs, settings.folder),
        **news,
    }


def _videos(settings: Settings, vision: VisionBackend) -> dict[str, VideoBackend]:
    made: dict[str, VideoBackend] = {"stage": StageVideos(vision), "fake": FakeVideos()}
    if settings.video_url:
        made["cog"] = _cog(settings)
    if settings.diffusers_video:
        made["diffusers"] = DiffusersVideos(settings.diffusers_video)
    return made


def _cog(settings: Settings) -> CogVideos:
    model, token = named(settings.video_model, settings.video_models), settings.video_key.get_secret_value()
    return CogVideos(model, base_url=settings.video_url, token=token, price=settings.video_price)


def _texts(settings: Settings) -> TextBackend:
    if settings.texts == "rules":
        return RuleTexts()
    if settings.texts == "openai":
        from onmodel.backends.texts.openai import OpenAITexts  # noqa: PLC0415  # its SDK costs every command 0.7 s

        key = settings.openai_api_key.get_secret_value()
        return OpenAITexts(base_url=settings.openai_base_url, api_key=key, model=settings.openai_model)
    raise NotConfigured(f"There is no text backend {settings.texts!r}", todo="Set ONMODEL_TEXTS to rules or openai")
