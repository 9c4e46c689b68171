"""The doctor over HTTP: what `onmodel doctor` says, for the Settings page."""

from typing import Annotated

from fastapi import Depends, Request

from onmodel.doctor.rules import Examine
from onmodel.doctor.schemas import DoctorOut
from onmodel.routing import NounRouter
from onmodel.web import CurrentSettings

router = NounRouter(tags=["settings"])


def _examine(request: Request) -> Examine:
    examine: Examine = request.app.state.examine  # the app's, since it knows every service
    return examine


@router.get("/api/doctor")
def get_doctor(settings: CurrentSettings, examine: Annotated[Examine, Depends(_examine)]) -> DoctorOut:
    """What works on this server, what is missing, and what brings it; of a team's server its deployment too."""
    return DoctorOut.of(examine(settings, team=False), examine(settings, team=True) if settings.team else [])
