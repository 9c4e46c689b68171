"""Findings as the API gives them."""

from pydantic import BaseModel, ConfigDict, Field

from onmodel.doctor.rules import Finding


class FindingView(BaseModel):
    """One thing looked at. `needed`: without it the main job does not run; `todo` is the command that brings it."""

    model_config = ConfigDict(from_attributes=True)

    what: str = Field(examples=["vision"])
    works: bool
    detail: str
    todo: str
    needed: bool


class DoctorOut(BaseModel):
    """What was found. `works`: nothing that is needed is missing; `deployment` is empty where one works alone."""

    works: bool
    machine: list[FindingView]
    deployment: list[FindingView]

    @classmethod
    def of(cls, machine: list[Finding], deployment: list[Finding]) -> "DoctorOut":
        """Findings as the API gives them."""
        works = all(f.works or not f.needed for f in (*machine, *deployment))
        shown = [[FindingView.model_validate(f) for f in found] for found in (machine, deployment)]
        return cls(works=works, machine=shown[0], deployment=shown[1])
