"""Commands that stay: serve and worker; and the database's own."""

import signal
import threading
from typing import Annotated

import typer
import uvicorn

from onmodel import bootstrap, migrations
from onmodel.app import create_app
from onmodel.cli.console import err, out, spoken_errors
from onmodel.kit.jsonlog import setup_logging
from onmodel.settings import Settings, get_settings
from onmodel.supervisor import Supervisor
from onmodel.worker import broker_address, celery_app, sender

database = typer.Typer(no_args_is_help=True, help="The database.")


def serve(
    host: Annotated[str, typer.Option(help="address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="port to listen on")] = 8787,
) -> None:
    """Serve the API and the pages, with a worker beside them that makes what is ordered."""
    serve_on(get_settings(), host, port)


def serve_on(settings: Settings, host: str, port: int) -> None:
    """Serve on these settings until stopped."""
    with spoken_errors():
        setup_logging(settings.log_level, as_json=settings.log_json)
        product = bootstrap.open_product(settings, send=sender(celery_app(broker_address(settings))))
        with Supervisor(settings):
            err.print(f"Onmodel is at http://{host}:{port}  (Ctrl-C ends it)", highlight=False)
            uvicorn.run(
                create_app(product), host=host, port=port, log_level="warning", lifespan="off",
                ws_per_message_deflate=False,
            )  # fmt: skip


def worker() -> None:
    """Work on jobs until stopped. Settings: ONMODEL_WORKERS, ONMODEL_QUEUES, ONMODEL_BROKER_URL."""
    with spoken_errors():
        settings = get_settings()
        setup_logging(settings.log_level, as_json=settings.log_json)
        bootstrap.open_product(settings)
        leave = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: leave.set())
        with Supervisor(settings):
            err.print(f"{settings.workers} worker(s) on {settings.queues}  (Ctrl-C ends them)", highlight=False)
            leave.wait()


@database.command()
def upgrade() -> None:
    """Bring the database to this version's tables."""
    with spoken_errors():
        url = get_settings().database
        migrations.upgrade(url)
        out.print("the database is up to date")
