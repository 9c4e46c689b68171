"""Styles over HTTP."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Query, Response
from sqlalchemy.orm import Session

from onmodel.bible import queries as bible
from onmodel.bible.endpoints import IfMatch, tag
from onmodel.kit.ids import IdText
from onmodel.kit.pagination import cut
from onmodel.routing import NounRouter
from onmodel.styles import queries, service, tasks
from onmodel.styles.schemas import (
    ApplicationOut,
    ApplicationPage,
    ApplyIn,
    PicturesIn,
    PreviewQuery,
    StyleChange,
    StyleIn,
    StyleItem,
    StyleOut,
    StylePage,
    StyleRollbackIn,
)
from onmodel.styles.service import Pictures
from onmodel.styles.tables import Style
from onmodel.styles.tasks import Graded
from onmodel.web import Blobs, CurrentDatabase, ProjectId, Reading, Writing

router = NounRouter(prefix="/api/styles", tags=["styles"])
JPEG: dict[int | str, dict[str, Any]] = {200: {"content": {"image/jpeg": {}}}}


def _shown(response: Response, session: Session, row: Style) -> StyleOut:
    out = service.view(session, row)
    tag(response, out.version)
    return out


def _new(body: StyleIn, database: CurrentDatabase, blobs: Blobs) -> tuple[dict[str, Any], Pictures]:
    """A new style's columns, and the colours of its pictures before a transaction is begun."""
    return body.columns(), service.prepare(database, blobs, {}, [], body.images)


@router.post("", status_code=201)
def create_style(
    new: Annotated[tuple[dict[str, Any], Pictures], Depends(_new)], session: Writing, blobs: Blobs,
    project_id: ProjectId, response: Response,
) -> StyleOut:  # fmt: skip
    """Make a style; its palette is taken from the pictures, unless one is given."""
    return _shown(response, session, service.create(session, blobs, *new, project_id=project_id))


@router.get("")
def list_styles(
    session: Reading,
    project_id: ProjectId,
    search: Annotated[str, Query(max_length=200, description="words in name, type or description")] = "",
    before: IdText | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> StylePage:
    """The project's styles, newest first."""
    rows, following = cut(bible.page(session, Style, project_id, search=search, before=before, limit=limit), limit)
    items, default = [StyleItem.model_validate(row) for row in rows], service.default_of(session, project_id)
    return StylePage(styles=items, default=default or None, next=following)


@router.get("/deleted")
def list_deleted_styles(session: Reading, project_id: ProjectId) -> StylePage:
    """The last hundred styles that were put away, the last one first."""
    rows = bible.deleted(session, Style, project_id)
    return StylePage(styles=[StyleItem.model_validate(row) for row in rows], next=None)


@router.get("/{style_id}")
def get_style(style_id: IdText, session: Reading, project_id: ProjectId, response: Response) -> StyleOut:
    """A style with what it comes to."""
    return _shown(response, session, service.get(session, project_id, style_id))


@dataclass(frozen=True)
class At:
    """Where a change is made, and with what."""

    style_id: IdText
    project_id: ProjectId
    database: CurrentDatabase
    blobs: Blobs
    if_match: IfMatch

    def pictures(self, body: PicturesIn | None = None) -> Pictures:
        """References measured: those of the body, or those that the style has."""
        with self.database.reading() as session:
            own = {r.asset_id: r.filename for r in service.get(session, self.project_id, self.style_id).references}
        keep, images = (list(own), []) if body is None else (body.keep, body.images)
        return service.prepare(self.database, self.blobs, own, keep, images)


Where = Annotated[At, Depends()]


@router.patch("/{style_id}")
def change_style(body: StyleChange, session: Writing, at: Where, response: Response) -> StyleOut:
    """Change a style. 409 where somebody was quicker, 422 where it would inherit from itself."""
    row = service.get(session, at.project_id, at.style_id)
    service.change(session, row, body.columns(), version=body.version or at.if_match, message=body.message)
    return _shown(response, session, row)


def _given_pictures(body: PicturesIn, at: Where) -> Pictures:
    return at.pictures(body)


@router.put("/{style_id}/references")
def change_style_references(
    body: PicturesIn, pictures: Annotated[Pictures, Depends(_given_pictures)], session: Writing, at: Where,
    response: Response,
) -> StyleOut:  # fmt: skip
    """Add, remove or replace reference pictures; the palette follows, unless somebody chose it."""
    row, seen = service.get(session, at.project_id, at.style_id), body.version or at.if_match
    service.change(session, row, {}, pictures=(at.blobs, pictures), version=seen, message=body.message)
    return _shown(response, session, row)


def _own_pictures(at: Where) -> Pictures:
    return at.pictures()


@router.post("/{style_id}/palette")
def extract_palette(
    pictures: Annotated[Pictures, Depends(_own_pictures)], session: Writing, at: Where, response: Response
) -> StyleOut:
    """Take the palette from the references again, in place of one that somebody chose."""
    row = service.get(session, at.project_id, at.style_id)
    columns = {"palette": pictures.palette, "palette_by_hand": False}
    service.change(session, row, columns, version=at.if_match)
    return _shown(response, session, row)


@router.delete("/{style_id}")
def delete_style(style_id: IdText, session: Writing, project_id: ProjectId) -> StyleOut:
    """Put a style away; frames and styles below it keep it, its name is free, it can be restored."""
    return service.view(session, service.delete(session, project_id, style_id))


@router.post("/{style_id}/restore")
def restore_style(style_id: IdText, session: Writing, project_id: ProjectId) -> StyleOut:
    """Take a deleted style back."""
    return service.view(session, service.restore(session, project_id, style_id))


@router.post("/{style_id}/rollback")
def roll_back_style(
    style_id: IdText, body: StyleRollbackIn, session: Writing, project_id: ProjectId, response: Response
) -> StyleOut:
    """Make the style as it was in a version, as a new version; the team is told."""
    return _shown(response, session, service.roll_back(session, project_id, style_id, body.number))


@router.put("/{style_id}/default")
def choose_style(style_id: IdText, session: Writing, project_id: ProjectId) -> StyleOut:
    """Let new boards of the project be in this style, where nobody names another; boards that are there stay."""
    return service.view(session, service.choose(session, service.get(session, project_id, style_id), chosen=True))


@router.delete("/{style_id}/default")
def unchoose_style(style_id: IdText, session: Writing, project_id: ProjectId) -> StyleOut:
    """Let new boards not be in this style any more, unless somebody names it."""
    return service.view(session, service.choose(session, service.get(session, project_id, style_id), chosen=False))


def _graded(body: ApplyIn, style_id: IdText, project_id: ProjectId, database: CurrentDatabase, blobs: Blobs) -> Graded:
    """The picture graded, before a transaction is begun."""
    return tasks.grade_target(database, blobs, project_id, style_id, body)


@router.post("/{style_id}/apply", status_code=201)
def apply_style(
    graded: Annotated[Graded, Depends(_graded)], session: Writing, blobs: Blobs, project_id: ProjectId
) -> ApplicationOut:
    """Grade a take or a picture with the style; the graded picture is a new asset with its manifest."""
    return ApplicationOut.model_validate(tasks.keep(session, blobs, graded, project_id=project_id))


@router.get("/{style_id}/applications")
def list_style_applications(style_id: IdText, session: Reading, project_id: ProjectId) -> ApplicationPage:
    """The last hundred pictures that were graded with the style."""
    return ApplicationPage.of(queries.applications(session, project_id, style_id, 100))


@router.get("/{style_id}/preview", response_class=Response, responses=JPEG)
def preview_style(
    style_id: IdText, asked: Annotated[PreviewQuery, Query()], project_id: ProjectId, database: CurrentDatabase,
    blobs: Blobs,
) -> Response:  # fmt: skip
    """A picture under the style, with controls turned that are not kept: for sliders."""
    jpeg = tasks.preview(database, blobs, project_id, style_id, asked)
    return Response(jpeg, media_type="image/jpeg", headers={"Cache-Control": "no-store"})
