"""How long a link holds, how often one may be asked for, and what its letter says."""

from datetime import datetime, timedelta

from onmodel.kit.letters import Letter

BY_MAIL, BY_HAND = timedelta(hours=1), timedelta(days=1)  # who hands a link on may reach the person only tomorrow
ASK_LIMITS = (("3/hour", "forgot as"), ("20/hour", "forgot from"))  # by account, by address
SET_LIMIT = ("20/hour", "reset from")
LOOK_LIMIT = ("60/hour", "reset looked at from")


def letter(to: str, name: str, link: str, until: datetime, address: str) -> Letter:
    """The letter with the link; it says from where it was asked for, since it may have been somebody else."""
    text = (
        f"Hello {' '.join(name.split())},\n\nsomebody asked for a new Onmodel password for this address"
        f"{f' from {address}' if address else ''}. To choose one, open\n\n{link}\n\n"
        f"The link works once, until {until:%d %B %Y, %H:%M} UTC, and signs you out everywhere. If it was not you, do "
        "nothing: your password stays as it is."
    )
    return Letter(to, "A new password for Onmodel", text)


def letter_without_link(to: str, name: str) -> Letter:
    """For who has no password, because the studio's sign-in proves who they are."""
    text = (
        f"Hello {' '.join(name.split())},\n\nsomebody asked for a new Onmodel password for this address. You have "
        "none: you sign in with the account of your studio; its password is changed there."
    )
    return Letter(to, "Your Onmodel password", text)
