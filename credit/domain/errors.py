"""Domain errors: a code and parameters, never prose; presenters make sentences of them."""


class DomainError(Exception):
    """Base of everything the domain can refuse."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class NotFoundError(DomainError):
    """There is no such thing, or the public may not know of it."""


class NotAllowedError(DomainError):
    """The actor may not do this."""


class ConflictError(DomainError):
    """The state changed meanwhile."""


class RuleError(DomainError):
    """A rule of law does not permit it, or does not cover the date."""


class InputError(DomainError):
    """A value does not have the shape it must have."""
