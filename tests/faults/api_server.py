"""The API on a port, killed and started again within a tenth of a second: `python -m tests.faults.api_server PORT`.

Imports once, then forks a server for each line on standard input and prints its process id. The settings come from the
environment, as in `onmodel serve`; there are no workers.
"""

import os
import signal
import sys

from onmodel import bootstrap, subscriptions
from onmodel.app import create_app
from onmodel.broker import broker_address, bus_address, celery_app, publisher, sender
from onmodel.db import Database
from onmodel.dispatcher import dispatch
from onmodel.live import opening
from onmodel.projects.service import default_project
from onmodel.settings import get_settings


def product() -> bootstrap.Product:
    """The product on tables that are there already; no connection is left open, so that it can be forked."""
    settings = get_settings()
    database = Database(
        settings.database, send=sender(celery_app(broker_address(settings))), dispatch=dispatch,
        react=subscriptions.react, publish=publisher(bus_address(settings)),
    )  # fmt: skip
    with database.transaction() as session:
        project_id = default_project(session).id
    database.dispose()
    return bootstrap.Product(settings, database, bootstrap.backends(settings), project_id)


if __name__ == "__main__":
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead need no burial
    opened = product()
    app = create_app(opened)
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            opening.serve(app, opening.open_live(opened), "127.0.0.1", int(sys.argv[1]))
            os._exit(0)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
