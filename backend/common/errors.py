"""What can go wrong on purpose: each refusal has a name, a status and a code that clients branch on."""

from typing import Any


class DomainError(Exception):
    """A refusal that a person can act on. Subclasses set `status`, `code` and `detail` as class attributes.

    `attr` names the field at fault; `extra` is merged into the answer beside `errors`.
    """

    status = 400
    code = "invalid"
    detail = "This cannot be done."

    def __init__(self, detail: str = "", *, attr: str | None = None, extra: dict[str, Any] | None = None):
        self.detail = detail or self.detail
        self.attr = attr
        self.extra = extra or {}
        super().__init__(self.detail)


class NotAllowed(DomainError):
    status = 403
    code = "permission_denied"
    detail = "Your role does not allow this."


class Missing(DomainError):
    """The row was there a moment ago and is not any more."""

    status = 404
    code = "not_found"
    detail = "This is not here any more."


class Conflict(DomainError):
    status = 409
    code = "conflict"


class Unavailable(DomainError):
    """A service behind us is away. Nothing was accepted, so trying again is safe."""

    status = 503
    code = "service_unavailable"
    detail = "A service is not reachable right now. Nothing was changed; try again in a moment."


class NotYet(Unavailable):
    """What is asked for is on its way. Nothing is away and nothing broke, so it is no error of the server's."""
