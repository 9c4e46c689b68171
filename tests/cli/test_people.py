"""People and tokens from the command line, and what a server for a team does as it starts."""

import json

import pytest
from typer.testing import CliRunner

from onmodel import bootstrap
from onmodel.accounts import service as accounts
from onmodel.accounts.rules import Credentials, NotSignedIn
from onmodel.cli import people
from onmodel.cli.main import app
from onmodel.kit.attempts import Attempts
from onmodel.projects import service as projects
from onmodel.settings import Settings

PASSWORD = "correct horse battery"


def _run(*words: str, given: str = "") -> tuple[int, str]:
    done = CliRunner().invoke(app, list(words), input=given)
    return done.exit_code, done.output


def test_the_first_owner_takes_over_what_was_made_alone(settings: Settings) -> None:
    alone = bootstrap.open_product(settings).project_id
    code, said = _run(
        "people", "add", "Anna@studio.kz", "--name", "Anna", "--owner", "--password-stdin", given=PASSWORD
    )
    assert code == 0, said
    assert "1 project(s)" in said
    [row] = json.loads(_run("people", "list", "--json")[1])
    assert (row["email"], row["organizations"]) == ("anna@studio.kz", {"Studio": "owner"})
    product = bootstrap.open_product(settings)
    user_id = accounts.check_login(product.database, Attempts(), "anna@studio.kz", PASSWORD, "")
    with product.database.reading() as session:
        assert projects.role_of(session, alone, user_id) == "owner"
    assert _run("people", "add", "ANNA@studio.kz", "--password-stdin", given=PASSWORD)[0] == 2
    assert _run("people", "remove", "anna@studio.kz")[0] == 2, "the last owner stays"


def test_a_password_is_changed_and_somebody_is_removed(settings: Settings) -> None:
    for email, owner in (("anna@studio.kz", ["--owner"]), ("ben@studio.kz", [])):
        assert _run("people", "add", email, *owner, "--password-stdin", given=PASSWORD)[0] == 0
    assert _run("people", "password", "ben@studio.kz", "--password-stdin", given="short")[0] == 2
    assert _run("people", "password", "ben@studio.kz", "--password-stdin", given="another long one")[0] == 0
    product = bootstrap.open_product(settings)
    assert accounts.check_login(product.database, Attempts(), "ben@studio.kz", "another long one", "")
    assert _run("people", "remove", "ben@studio.kz")[0] == 0
    with pytest.raises(NotSignedIn):
        accounts.check_login(product.database, Attempts(), "ben@studio.kz", "another long one", "")
    assert _run("people", "remove", "nobody@studio.kz")[0] == 2


def test_a_token_is_made_shown_and_revoked(settings: Settings) -> None:
    _run("people", "add", "anna@studio.kz", "--owner", "--password-stdin", given=PASSWORD)
    code, said = _run("token", "create", "anna@studio.kz", "ci", "--scope", "read", "--project", "local")
    token = said.strip()
    assert (code, token[:4]) == (0, "omt_")
    product = bootstrap.open_product(settings)
    with product.database.reading() as session:
        found = accounts.identify(session, Credentials(bearer=token))
    assert found is not None
    assert found.project_id == product.project_id
    [row] = json.loads(_run("token", "list", "anna@studio.kz", "--json")[1])
    assert token not in json.dumps(row)
    assert _run("token", "revoke", "anna@studio.kz", row["id"])[0] == 0
    with pytest.raises(NotSignedIn), product.database.reading() as session:
        accounts.identify(session, Credentials(bearer=token))


def test_a_server_with_nobody_asks_for_a_first_owner(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    product = bootstrap.open_product(settings)
    people.prepare(product, "http://board.studio")
    assert "http://board.studio/#/join/" in capsys.readouterr().err.replace("\n", "")
    _run("people", "add", "anna@studio.kz", "--owner", "--password-stdin", given=PASSWORD)
    people.prepare(product, "http://board.studio")
    assert "join" not in capsys.readouterr().err
