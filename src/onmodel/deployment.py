"""What `onmodel doctor --team` asks of a deployment: each service is really used, each finding says what mends it."""

import smtplib
import socket
import time
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

from kombu.connection import Connection
from sqlalchemy import text

from onmodel import bootstrap, migrations
from onmodel.broker import broker_address
from onmodel.db import Database
from onmodel.doctor.rules import Finding
from onmodel.kit.clock import utc_now
from onmodel.kit.ids import new_id
from onmodel.settings import Settings
from onmodel.workers import queries as workers

SKEW = 5.0  # seconds; sessions and signed addresses bear 60
_KEY = 'python -c "import secrets; print(secrets.token_urlsafe(32))"'


def _team(settings: Settings) -> Finding:
    return Finding("team", settings.team, "logins are on" if settings.team else "no logins", "export ONMODEL_TEAM=true")


def _database(settings: Settings) -> Finding:
    if settings.database.startswith("sqlite"):
        todo = "export ONMODEL_DATABASE_URL=postgresql+psycopg://onmodel@HOST/onmodel"
        return Finding("database", False, "SQLite serves one machine only", todo)
    current = migrations.is_current(settings.database)
    migrations.check_whole(settings.database)
    return Finding("database", current, "up to date" if current else "older than this version", "onmodel db upgrade")


def _durability(settings: Settings) -> Finding:
    """What a commit survives (PostgreSQL, "Write Ahead Log" settings)."""
    asked = ("fsync", "synchronous_commit", "full_page_writes")
    with_off = [name for name in asked if _shown(settings, name) == "off"]
    detail = f"{', '.join(with_off)} off: a crash loses what was saved" if with_off else "commits survive a crash"
    todo = "; ".join(f"psql -c 'ALTER SYSTEM SET {name} = on'" for name in with_off)
    return Finding("durability", not with_off, detail, todo)


def _clock(settings: Settings) -> Finding:
    database = Database(settings.database)
    with database.reading() as session:
        theirs = session.execute(text("SELECT extract(epoch FROM clock_timestamp())")).scalar_one()
    database.dispose()
    skew = abs(float(theirs) - utc_now().timestamp())
    return Finding("clock", skew < SKEW, f"{skew:.1f} s apart from the database's", "timedatectl set-ntp true")


def _broker(settings: Settings) -> Finding:
    if not settings.broker_url:
        return Finding("broker", False, "each machine has its own", "export ONMODEL_BROKER_URL=redis://HOST:6379/0")
    try:
        with Connection(broker_address(settings), connect_timeout=3) as connection:  # type: ignore[no-untyped-call]  # kombu
            connection.ensure_connection(max_retries=1, timeout=3)
    except Exception as error:  # each transport has errors of its own
        todo = "start the broker, or set ONMODEL_BROKER_URL to where it is"
        return Finding("broker", False, f"not reachable ({type(error).__name__})", todo)
    return Finding("broker", True, urlsplit(settings.broker_url).hostname or "reachable")


def _blobs(settings: Settings) -> Finding:
    """Put, read, sign, delete."""
    store = bootstrap.blob_store(settings)
    store.setup()
    key, data = f"doctor/{new_id()}", b"put, read and deleted by onmodel doctor"
    store.put(key, data)
    same = store.get(key) == data and bool(store.signed_url(key, timedelta(minutes=1)))
    store.delete(key)
    works = same and store.size(key) is None
    shared = store.name == "s3"
    detail = f"{store.name}: put, read, signed, deleted" if works else f"{store.name}: gives back other bytes"
    return Finding(
        "blobs", works, detail + ("" if shared else "; all machines must see this folder"), "check the store"
    )


def _secrets(settings: Settings) -> Finding:
    secret = settings.url_secret.get_secret_value()
    todo = f"export ONMODEL_URL_SECRET=$({_KEY})"
    if not secret:
        return Finding("secrets", False, "each server would sign addresses with a secret of its own", todo)
    return Finding("secrets", len(secret) >= 32, "set" if len(secret) >= 32 else "shorter than 32 characters", todo)


def _address(settings: Settings) -> Finding:
    url = urlsplit(settings.public_url)
    todo = "export ONMODEL_PUBLIC_URL=https://board.example"
    if not url.hostname:
        return Finding("address", False, "links would be made of what each request says", todo)
    secure = url.scheme == "https" or url.hostname in {"localhost", "127.0.0.1"}
    return Finding("address", secure, settings.public_url + ("" if secure else " is not encrypted"), todo)


def _origins(settings: Settings) -> Finding:
    wrong = [o for o in settings.allowed_origins if "*" in o or not urlsplit(o).hostname or urlsplit(o).path]
    detail = f"{wrong[0]!r} is no origin" if wrong else ", ".join(settings.allowed_origins) or "our own pages only"
    return Finding("origins", not wrong, detail, "export ONMODEL_ORIGINS=https://review.example,https://other.example")


def _limits(settings: Settings) -> Finding:
    detail = "shared by all servers" if settings.limits_url else "each server counts logins by itself"
    todo = "export ONMODEL_LIMITS_URL=redis://HOST:6379/1"
    return Finding("limits", bool(settings.limits_url), detail, todo, needed=False)


def _mail(settings: Settings) -> Finding:
    """Says hello to the mail server; signs in nowhere and sends nothing."""
    url = urlsplit(settings.smtp_url.get_secret_value())
    if not url.hostname:
        todo = "export ONMODEL_SMTP_URL=smtp://user:password@HOST:587?tls=starttls"
        return Finding("mail", False, "no mail is sent", todo, needed=False)
    kind = smtplib.SMTP_SSL if url.scheme == "smtps" else smtplib.SMTP
    try:
        with kind(url.hostname, url.port or 25, timeout=5) as server:
            works = server.noop()[0] == 250
    except (OSError, smtplib.SMTPException) as error:
        return Finding("mail", False, f"{url.hostname}: {error}", "set ONMODEL_SMTP_URL to a server that answers")
    return Finding("mail", works, url.hostname)


def _shown(settings: Settings, name: str) -> str:
    database = Database(settings.database)
    try:
        with database.reading() as session:
            return str(session.execute(text("SELECT current_setting(:name)"), {"name": name}).scalar_one())
    finally:
        database.dispose()


def _on_postgres(check: Callable[[Settings], Finding], what: str) -> Callable[[Settings], Finding]:
    def checked(settings: Settings) -> Finding:
        if settings.database.startswith("sqlite"):
            return Finding(what, False, "only PostgreSQL can tell", "see database")
        return check(settings)

    return checked


def _alive(settings: Settings) -> Finding:
    """Whether each worker of this machine moves its beat within a lease; a frozen one leaves the list by then."""
    database = Database(settings.database)
    mine = f"{socket.gethostname()}:"

    def beats() -> dict[str, int]:
        with database.reading() as session:
            return {pulse.worker: pulse.beat for pulse in workers.pulses(session) if pulse.worker.startswith(mine)}

    try:
        before, deadline = beats(), time.monotonic() + settings.lease_seconds
        still = set(before)
        while still and time.monotonic() < deadline:
            time.sleep(min(settings.heartbeat_seconds, 1.0))
            now = beats()
            still = {name for name in still if now.get(name) == before[name]}
        living = len(now) - len(still) if before else 0
    finally:
        database.dispose()
    detail = f"{living} at work here" + (f", {len(still)} without a sign of life" if still else "")
    return Finding("workers", living > 0 and not still, detail, "onmodel worker")


WORKERS: dict[str, Callable[[Settings], Finding]] = {"workers": _alive}
CHECKS: dict[str, Callable[[Settings], Finding]] = {
    "team": _team,
    "database": _database,
    "durability": _on_postgres(_durability, "durability"),
    "clock": _on_postgres(_clock, "clock"),
    "broker": _broker,
    "blobs": _blobs,
    "secrets": _secrets,
    "address": _address,
    "origins": _origins,
    "limits": _limits,
    "mail": _mail,
}
