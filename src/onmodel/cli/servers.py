"""Commands that stay: serve and worker; and the database's own."""

import gc
import signal
import sys
import threading
from typing import Annotated

import typer

from onmodel import bootstrap, migrations
from onmodel.app import create_app
from onmodel.broker import broker_address, bus_address, celery_app, publisher, sender
from onmodel.cli import people
from onmodel.cli.console import err, out, spoken_errors
from onmodel.dispatcher import dispatch
from onmodel.errors import Invalid
from onmodel.kit.jsonlog import setup_logging
from onmodel.live import opening
from onmodel.settings import Settings, get_settings
from onmodel.supervisor import Supervisor
from onmodel.tracing import start_tracing
from onmodel.workers.rules import QUEUES

database = typer.Typer(no_args_is_help=True, help="The database.")


def serve(
    host: Annotated[str, typer.Option(help="address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="port to listen on")] = 8787,
    team: Annotated[bool, typer.Option("--team", help="accounts, roles and logins, as ONMODEL_TEAM")] = False,
) -> None:
    """Serve the API and the pages, with a worker beside them that makes what is ordered."""
    settings = get_settings()
    serve_on(settings.model_copy(update={"team": True}) if team else settings, host, port)


def serve_on(settings: Settings, host: str, port: int, page: str = "") -> None:
    """Serve on these settings until stopped; `page` is where to begin to look."""
    with spoken_errors():
        setup_logging(settings.log_level, as_json=settings.log_json)
        product = open_for_orders(settings)
        if settings.team:
            people.prepare(product, settings.public_url or f"http://{host}:{port}")
        with Supervisor(settings) as supervisor:
            err.print(f"Onmodel is at http://{host}:{port}{page}  (Ctrl-C ends it)", highlight=False)
            app = create_app(product)
            start_tracing(settings, product.database.engine, app)
            live = opening.open_live(product)
            app.state.instruments.sockets.set_function(lambda: sum(not client.gone for client in live.clients))
            gc.collect()
            gc.freeze()  # half a million objects that stay; looking through them stops every request for a second
            sys.setswitchinterval(0.0005)  # seconds; of a thread that computes while the event loop has something to do
            opening.serve(app, live, host, port, leaving=supervisor.leave)


def open_for_orders(settings: Settings) -> bootstrap.Product:
    """The product, from which what is ordered goes to the workers."""
    app = celery_app(broker_address(settings), quorum=settings.rabbitmq_quorum)
    return bootstrap.open_product(
        settings, send=sender(app), dispatch=dispatch, publish=publisher(bus_address(settings))
    )


def worker(
    queues: Annotated[str, typer.Option(help=f"queues to take jobs from, comma-separated: {', '.join(QUEUES)}")] = "",
    gpu: Annotated[list[int] | None, typer.Option(min=0, help="a worker of its own on this GPU; repeat it")] = None,
    workers: Annotated[int, typer.Option(min=0, max=64, help="worker processes; 0: as ONMODEL_WORKERS says")] = 0,
) -> None:
    """Work on jobs until stopped."""
    with spoken_errors():
        given = {"queues": queues, "gpus": ",".join(map(str, gpu or [])), "workers": workers}
        settings = get_settings().model_copy(update={name: value for name, value in given.items() if value})
        check_queues(settings)
        setup_logging(settings.log_level, as_json=settings.log_json)
        bootstrap.open_product(settings)
        leave = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: leave.set())
        with Supervisor(settings):
            err.print(f"{settings.processes} worker(s) on {settings.queues}  (Ctrl-C ends them)", highlight=False)
            leave.wait()


def check_queues(settings: Settings) -> None:
    """Refuse queues that nobody submits to."""
    unknown = [name for name in settings.queues.split(",") if name not in QUEUES]
    if unknown:
        raise Invalid(f"There is no queue {unknown[0]!r}", todo=f"Choose among {', '.join(QUEUES)}")


@database.command()
def upgrade() -> None:
    """Bring the database to this version's tables."""
    with spoken_errors():
        url = get_settings().database
        migrations.upgrade(url)
        out.print("the database is up to date")
