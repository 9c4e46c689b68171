"""What cannot be done with attempts."""

from onmodel.errors import Conflict, NotFound


class AttemptNotFound(NotFound):
    """The generation, and those it came from, have no such attempt."""


class SuggestionNotFound(NotFound):
    """The scene has no such suggestion."""


class SuggestionAccepted(Conflict):
    """The suggestion was accepted already: its job is at work or done."""
