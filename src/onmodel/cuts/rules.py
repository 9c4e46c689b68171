"""What can be had of a board."""

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
