"""A studio with its people: the whole app as a team uses it, and a browser for each of them.

Nobody has a password here unless a test gives one: hashing takes 0.2 s a person.
"""

from dataclasses import dataclass, field

from fastapi.testclient import TestClient

from onmodel.accounts import service as accounts
from onmodel.app import create_app
from onmodel.bootstrap import Product
from onmodel.guests import service as guests
from onmodel.organizations import service as organizations
from onmodel.organizations.rules import OrganizationRole
from onmodel.projects import service as projects
from onmodel.projects.rules import Role
from onmodel.settings import Settings
from tests.factories.production import Production

PEOPLE = ("boss", "owner", "editor", "reviewer", "viewer", "outsider", "stranger")
BASE = "http://board.studio"


@dataclass
class Studio:
    """`boss` owns the organization, `outsider` belongs to it but not to the project, `stranger` owns another one."""

    production: Production
    settings: Settings
    organization_id: str = ""
    other_organization_id: str = ""
    other_project_id: str = ""
    ids: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        product = Product(self.settings, self.production.database, self.production.backends, self.project_id)
        self.app = create_app(product)
        with self.database.transaction(actor="test") as session:
            self.organization_id = organizations.create(session, "Studio").id
            self.other_organization_id = organizations.create(session, "Elsewhere").id
            projects.adopt(session, self.organization_id)
        for name in PEOPLE:
            self._settle(name)

    @property
    def database(self):  # type: ignore[no-untyped-def]  # that of the production
        return self.production.database

    @property
    def project_id(self) -> str:
        return self.production.project_id

    def _settle(self, name: str) -> None:
        with self.database.transaction(actor="test") as session:
            user = accounts.create_user(session, f"{name}@studio.kz", name.title(), None)
            self.ids[name] = user.id
            home = self.other_organization_id if name == "stranger" else self.organization_id
            top = name in {"boss", "stranger"}
            organizations.join(session, home, user, OrganizationRole.OWNER if top else OrganizationRole.MEMBER)
            if name in set(Role):
                projects.invite(session, self.project_id, user.email, Role(name), base=BASE, inviter="test")
            if name == "stranger":
                made = projects.found(session, "Other film", "", organization_id=None, actor=user.id)
                self.other_project_id = made.id

    def nobody(self) -> TestClient:
        """A browser in which nobody is signed in."""
        return TestClient(self.app, base_url=BASE, raise_server_exceptions=False)

    def browser(self, name: str) -> TestClient:
        """A browser in which this person is signed in."""
        client = self.nobody()
        with self.database.transaction() as session:
            token = accounts.sign_in(session, self.ids[name], address="testclient", agent="test")
        client.cookies.set("onmodel-session", token)
        return client

    def guest(self, *, watermark: str = "", storyboard_id: str | None = None) -> TestClient:
        """A browser of somebody who came through a review link."""
        client = self.nobody()
        with self.database.transaction(actor=self.ids["owner"]) as session:
            link, _ = guests.create(
                session, self.project_id, base=BASE, watermark=watermark, storyboard_id=storyboard_id
            )
            token = guests.enter(session, link.id, name="Dana", address="testclient")
        client.cookies.set("onmodel-guest", token)
        return client
