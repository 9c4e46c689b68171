"""Invitations: once, for one address, for a week; and who may leave."""

from datetime import timedelta
from functools import partial

import pytest

from onmodel.accounts import queries as accounts_queries
from onmodel.accounts import service as accounts
from onmodel.accounts.rules import NotAllowed
from onmodel.accounts.tables import UserAccount
from onmodel.db import Database
from onmodel.kit.clock import utc_now
from onmodel.organizations import queries, service
from onmodel.organizations.rules import OrganizationRole
from onmodel.organizations.service import InvitationNotFound, LastOwner
from onmodel.projects import service as projects
from onmodel.projects.rules import Role
from tests.factories.crowd import at_once, kinds

BASE = "http://board.studio"


@pytest.fixture
def studio(either_database: Database) -> tuple[Database, str, UserAccount]:
    with either_database.transaction() as session:
        home = service.create(session, "Studio").id
        boss = accounts.create_user(session, "boss@studio.kz", "Boss", None)
        service.join(session, home, boss, OrganizationRole.OWNER)
    return either_database, home, boss


def _invite(database: Database, home: str, email: str = "new@studio.kz", **more: str) -> str:
    with database.transaction() as session:
        return service.invite(session, home, email, base=BASE, inviter="Boss", **more).link.rpartition("/")[2]


def _accept(database: Database, token: str, email: str = "") -> str:
    with database.transaction(actor="") as session:
        return service.accept_as_new(session, token, email=email, name="New", password_hash="x").id


def test_an_invitation_makes_an_account_and_puts_it_into_the_project(studio: tuple[Database, str, UserAccount]) -> None:
    database, home, _ = studio
    with database.transaction() as session:
        film = projects.create(session, "Film", organization_id=home).id
    token = _invite(database, home, project_id=film, project_role="reviewer")
    user_id = _accept(database, token, "other@studio.kz")
    with database.reading() as session:
        user = session.get_one(UserAccount, user_id)
        assert user.email == "new@studio.kz", "the invitation says for whom it is"
        assert user.created_by in {"", user.id}
        assert projects.role_of(session, film, user.id) == Role.REVIEWER
        entries = {entry.what: entry.actor for entry in accounts_queries.audit(session)}
    assert entries["member.added"] == user_id
    for bad in (token, "", "nonsense"):
        with pytest.raises(InvitationNotFound):
            _accept(database, bad)


def test_of_many_who_accept_at_one_moment_one_joins(studio: tuple[Database, str, UserAccount]) -> None:
    database, home, _ = studio
    token = _invite(database, home, "")
    outcomes = at_once(*[partial(_accept, database, token, f"p{number}@studio.kz") for number in range(6)])
    assert kinds(outcomes) == [*["InvitationNotFound"] * 5, "str"]
    with database.reading() as session:
        assert len(queries.members(session, home)) == 2


def test_two_invitations_to_one_address_are_one_account(studio: tuple[Database, str, UserAccount]) -> None:
    database, home, _ = studio
    first, second = _invite(database, home), _invite(database, home)
    user_id = _accept(database, first)
    with pytest.raises(accounts.EmailTaken):
        _accept(database, second)
    with database.transaction(actor=user_id) as session:
        assert service.accept_as(session, second, user_id).id == user_id
    with database.reading() as session:
        assert len(queries.members(session, home)) == 2
        assert queries.open_invitations(session, home, utc_now()) == []


def test_an_invitation_is_for_one_address(studio: tuple[Database, str, UserAccount]) -> None:
    database, home, boss = studio
    token = _invite(database, home)
    with database.transaction(actor=boss.id) as session, pytest.raises(NotAllowed):
        service.accept_as(session, token, boss.id)


def test_it_ends_and_can_be_taken_back(
    studio: tuple[Database, str, UserAccount], monkeypatch: pytest.MonkeyPatch
) -> None:
    database, home, _ = studio
    token, late = _invite(database, home), _invite(database, home, "late@studio.kz")
    with database.transaction() as session:
        taken = next(i for i in queries.open_invitations(session, home, utc_now()) if i.email == "new@studio.kz")
        service.revoke(session, home, taken.id)
    with pytest.raises(InvitationNotFound):
        _accept(database, token)
    after = utc_now() + timedelta(days=7, seconds=1)
    monkeypatch.setattr(service, "utc_now", lambda: after)
    with pytest.raises(InvitationNotFound):
        _accept(database, late)


def test_the_last_owner_stays(studio: tuple[Database, str, UserAccount]) -> None:
    database, home, boss = studio
    with database.transaction() as session, pytest.raises(LastOwner):
        service.remove(session, home, boss.id)
    with database.transaction() as session, pytest.raises(LastOwner):
        service.change_role(session, home, boss.id, OrganizationRole.MEMBER)


def test_who_leaves_the_organization_is_out_of_its_projects(studio: tuple[Database, str, UserAccount]) -> None:
    database, home, _ = studio
    with database.transaction() as session:
        film = projects.create(session, "Film", organization_id=home).id
    user_id = _accept(database, _invite(database, home, project_id=film, project_role="editor"))
    with database.transaction() as session:
        service.remove(session, home, user_id)
    with database.reading() as session:
        assert projects.role_of(session, film, user_id) is None


def test_the_first_owner_comes_by_a_link_and_the_next_link_voids_it(database: Database) -> None:
    links = []
    for _ in range(2):
        with database.transaction() as session:
            links.append(service.first_owner_link(session, BASE))
    tokens = [str(link).rpartition("/")[2] for link in links]
    with pytest.raises(InvitationNotFound):
        _accept(database, tokens[0], "anna@studio.kz")
    user_id = _accept(database, tokens[1], "anna@studio.kz")
    with database.transaction() as session:
        home = queries.first(session)
        assert home is not None
        assert service.role_of(session, home.id, user_id) == OrganizationRole.OWNER
        assert service.first_owner_link(session, BASE) is None


def test_a_letter_cannot_be_given_another_header(database: Database) -> None:
    with database.transaction() as session:
        home = service.create(session, "Studio\r\nBcc: all@x").id
        made = service.invite(session, home, "a@b.kz", base=BASE, inviter="Mal\nBcc: x")
    assert "\n" not in made.letter.subject
    assert "\r" not in made.letter.subject
    assert made.link in made.letter.text
