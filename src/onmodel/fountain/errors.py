"""What can be wrong with a script that is handed in."""

from onmodel.errors import Invalid


class ScriptTooLarge(Invalid):
    """The file is bigger than any screenplay."""

    status = 413


class ScriptUnreadable(Invalid):
    """The bytes are no text we know, or a file of another kind."""


class ScriptEmpty(Invalid):
    """There is nothing to break down."""


class BreakdownInvalid(Invalid):
    """A stored or answered breakdown breaks its own rules."""
