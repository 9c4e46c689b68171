"""What Alembic runs: our tables, on the connection that `onmodel.migrations` opened."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import JSON

from onmodel.db import UTCDateTime
from onmodel.tables import metadata


def render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our own types as the plain ones they are kept as: old migrations must not need today's code."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, JSON):
        return "JSON"  # defined at the top of each migration, see script.py.mako
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_item=render,
    render_as_batch=True,  # SQLite cannot alter a column
    compare_type=True,
    compare_server_default=True,
)
with context.begin_transaction():
    context.run_migrations()
