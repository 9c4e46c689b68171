"""`onmodel doctor --team` on a deployment that is whole, and on one in which each thing is wrong."""

import json
import socket
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from onmodel import deployment, migrations
from onmodel.cli.main import app
from onmodel.db import Database
from onmodel.presence import Presence
from onmodel.settings import Settings, get_settings
from onmodel.workers import service
from tests.factories.ports import free_port
from tests.factories.postgres import OwnPostgres
from tests.factories.swift import S3Server


def test_a_laptop_is_told_what_a_team_needs() -> None:
    done = CliRunner().invoke(app, ["doctor", "--team", "--json"])
    assert done.exit_code == 1
    found = {finding["what"]: finding for finding in json.loads(done.stdout)}
    assert set(found) == set(deployment.CHECKS)
    wrong = {what for what, finding in found.items() if not finding["works"]}
    assert {"team", "database", "broker", "secrets", "address", "mail"} <= wrong
    assert all(found[what]["todo"] for what in wrong), "each says what mends it"
    assert found["blobs"]["works"]


def _asked_for_workers(monkeypatch: pytest.MonkeyPatch) -> tuple[int, dict[str, Any]]:
    monkeypatch.setenv("ONMODEL_HEARTBEAT_SECONDS", "0.1")
    monkeypatch.setenv("ONMODEL_LEASE_SECONDS", "1")
    get_settings.cache_clear()
    done = CliRunner().invoke(app, ["doctor", "--workers", "--json"])
    (found,) = json.loads(done.stdout)
    return done.exit_code, found


def test_a_machine_whose_workers_beat_is_healthy_and_one_without_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    migrations.upgrade(get_settings().database)
    code, found = _asked_for_workers(monkeypatch)
    assert (code, found["detail"]) == (1, "0 at work here")
    database = Database(get_settings().database)
    with Presence(database, f"{socket.gethostname()}:1", ["light"], seconds=0.1):
        code, found = _asked_for_workers(monkeypatch)
    assert (code, found["detail"]) == (0, "1 at work here")
    with database.transaction() as session:  # the container's process is there, and frozen; another machine works
        service.register(session, f"{socket.gethostname()}:1", ["light"])
    with Presence(database, "elsewhere:1", ["light"], seconds=0.1):
        code, found = _asked_for_workers(monkeypatch)
    assert (code, found["detail"]) == (1, "0 at work here, 1 without a sign of life")
    database.dispose()


def test_a_whole_deployment_passes(
    own_postgres: OwnPostgres, s3_server: S3Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = s3_server.bucket()
    given = {
        "TEAM": "true", "DATABASE_URL": own_postgres.url, "BROKER_URL": "memory://", "BLOBS": f"s3://{address.bucket}",
        "S3_ENDPOINT": address.endpoint, "S3_ACCESS_KEY": address.access_key, "S3_SECRET_KEY": address.secret_key,
        "URL_SECRET": "s" * 40, "PUBLIC_URL": "https://board.example", "ORIGINS": "https://review.example",
    }  # fmt: skip
    for name, value in given.items():
        monkeypatch.setenv(f"ONMODEL_{name}", value)
    get_settings.cache_clear()
    migrations.upgrade(own_postgres.url)
    done = CliRunner().invoke(app, ["doctor", "--team", "--json"])
    found = json.loads(done.stdout)
    assert [f for f in found if f["needed"] and not f["works"]] == []
    assert done.exit_code == 0
    assert "testing" not in done.stdout, "the secret is told"


@pytest.mark.parametrize(
    ("what", "values", "said"),
    [
        ("address", {"public_url": "http://board.example"}, "not encrypted"),
        ("origins", {"origins": "*"}, "no origin"),
        ("origins", {"origins": "https://a.example/path"}, "no origin"),
        ("secrets", {"url_secret": "short"}, "shorter"),
        ("broker", {"broker_url": "redis://127.0.0.1:{port}/0"}, "not reachable"),
        ("mail", {"smtp_url": "smtp://127.0.0.1:{port}"}, "refused"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, what: str, values: dict[str, str], said: str) -> None:
    given = {name: value.replace("{port}", str(free_port())) for name, value in values.items()}
    finding = deployment.CHECKS[what](Settings(home=tmp_path, **given))
    assert not finding.works
    assert said in finding.detail
    assert finding.todo


def test_a_database_that_forgets_is_told(own_postgres: OwnPostgres, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, database_url=own_postgres.url)
    assert deployment.CHECKS["durability"](settings).works
    assert deployment.CHECKS["clock"](settings).works
    assert not deployment.CHECKS["database"](settings).works, "it was not migrated"
    own_postgres.stop()
    with (own_postgres.folder / "data/postgresql.conf").open("a") as file:
        file.write("\nfsync = off\nsynchronous_commit = off\n")
    own_postgres.start()
    finding = deployment.CHECKS["durability"](settings)
    assert not finding.works
    assert "fsync, synchronous_commit off" in finding.detail
    assert "ALTER SYSTEM SET fsync = on" in finding.todo
