"""Deliverables of boards and cuts over HTTP."""

from fastapi import Response

from onmodel.cuts import queries, service
from onmodel.cuts.rules import OF_FRAMES, Deliverable
from onmodel.cuts.schemas import FilmIn, FilmList, FilmOut
from onmodel.editorial.exports import MEDIA_TYPES, Form
from onmodel.jobs.schemas import JobOut
from onmodel.kit.ids import IdText
from onmodel.retries import Repeatable
from onmodel.routing import NounRouter
from onmodel.storyboards import service as storyboards
from onmodel.timelines import service as timelines
from onmodel.web import MARKED, Blobs, CurrentAccess, ProjectId, Reading, Writing

of_cuts = NounRouter(prefix="/api/cuts/{cut_id}", tags=["cuts"], route_class=Repeatable)
router = NounRouter(prefix="/api/storyboards/{storyboard_id}", tags=["deliverables"])
MOST_FILMS = 50
FILES: dict[int | str, dict[str, object]] = {
    200: {"content": {"image/png": {}, "application/pdf": {}, "video/mp4": {}, "application/json": {}}}
}
FORMS: dict[int | str, dict[str, object]] = {200: {"content": {kind: {} for kind in MEDIA_TYPES.values()}}}


@router.get("/{deliverable}", response_class=Response, responses=FILES)
def get_deliverable(
    storyboard_id: IdText,
    deliverable: Deliverable,
    session: Reading,
    blobs: Blobs,
    access: CurrentAccess,
) -> Response:
    """The contact sheet, the PDF, the animatic, or the board or report as JSON; a guest's with their watermark."""
    board = storyboards.get(session, access.project_id, storyboard_id)
    watermark = access.watermark if deliverable in OF_FRAMES else ""  # into pictures it is drawn on their way out
    data, media_type = service.deliverable(session, blobs, board, deliverable, watermark=watermark)
    return Response(data, media_type=media_type, headers=MARKED if watermark else {})


@of_cuts.post("/film", status_code=202)
def film_cut(cut_id: IdText, body: FilmIn, session: Writing, project_id: ProjectId) -> JobOut:
    """Film the cut: H.264, H.265, ProRes, numbered pictures or a folder for an editor; the job's result is an asset."""
    row = timelines.get(session, project_id, cut_id)
    return JobOut.model_validate(service.order_film(session, row, body.form))


@of_cuts.get("/films")
def list_cut_films(cut_id: IdText, session: Reading, project_id: ProjectId) -> FilmList:
    """The cut's films and the jobs that are at one, newest first, with the version of the cut that each shows."""
    row = timelines.get(session, project_id, cut_id)
    found = queries.films(session, project_id, row.id, MOST_FILMS)
    return FilmList(films=[FilmOut.of(job) for job in found])


@of_cuts.get("/files/{form}", response_class=Response, responses=FORMS)
def get_cut_file(cut_id: IdText, form: Form, session: Reading, project_id: ProjectId) -> Response:
    """The cut for an editing system: OTIO, FCPXML, FCP7 XML (premiere), EDL or AAF."""
    data, name = service.cut_file(session, timelines.get(session, project_id, cut_id), form)
    return Response(
        data, media_type=MEDIA_TYPES[form], headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
