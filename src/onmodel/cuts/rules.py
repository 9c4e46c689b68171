"""What can be had of a board, and of a cut of it."""

from enum import StrEnum


class Deliverable(StrEnum):
    """The files of a board, by name."""

    CONTACT = "contact.png"
    PDF = "storyboard.pdf"
    ANIMATIC = "animatic.mp4"
    BOARD = "storyboard.json"
    REPORT = "report.json"


# a watermark is drawn into each of its frames, since it cannot be drawn into the file
OF_FRAMES = frozenset({Deliverable.PDF, Deliverable.ANIMATIC})
MEDIA_TYPES = {
    Deliverable.CONTACT: "image/png",
    Deliverable.PDF: "application/pdf",
    Deliverable.ANIMATIC: "video/mp4",
    Deliverable.BOARD: "application/json",
    Deliverable.REPORT: "application/json",
}


class Film(StrEnum):
    """What a cut is filmed as, by a job: files, or a ZIP of numbered pictures or of a folder for an editor."""

    MP4 = "mp4"
    H265 = "h265"
    PRORES = "prores"
    PRORES_HQ = "prores_hq"
    FRAMES = "frames"
    PROJECT = "project"


CUT_JOB = "cut"  # the kind of job that films
FILES = {  # suffix and media type
    Film.MP4: (".mp4", "video/mp4"),
    Film.H265: (".h265.mp4", "video/mp4"),
    Film.PRORES: (".mov", "video/quicktime"),
    Film.PRORES_HQ: (".hq.mov", "video/quicktime"),
    Film.FRAMES: (".frames.zip", "application/zip"),
    Film.PROJECT: (".project.zip", "application/zip"),
}
