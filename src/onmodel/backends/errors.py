"""The six ways a backend can fail, whichever vendor is behind it. An adapter maps its vendor's errors to these."""

from onmodel.errors import OnmodelError


class BackendError(OnmodelError):
    """Root of what an adapter may raise."""

    status = 502


class NotConfigured(BackendError):
    """A key, a package or a model file is missing; the message says which and the command that brings it."""

    status = 503


class NotSupported(BackendError):
    """The backend cannot do what the request asks (see its `capabilities`)."""

    status = 422


class Rejected(BackendError):
    """The backend understood and refused: bad input or its content policy."""

    status = 422


class RateLimited(BackendError):
    """Too many requests; try again after `retry_after` seconds."""

    status = 429

    def __init__(self, what: str, *, retry_after: float | None = None) -> None:
        super().__init__(what, retry_after=retry_after)
        self.retry_after = retry_after


class OutOfMemory(BackendError):
    """The machine has too little memory for this request; a lower tier may fit."""

    status = 507


class Unavailable(BackendError):
    """The backend did not answer, or answered nonsense; the same call may work later."""

    status = 503
