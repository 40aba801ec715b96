"""Everything an engine may raise to its callers."""


class SearchUnavailableError(Exception):
    """The engine cannot answer now; readers fall back, writers try again."""


class IndexBuildingError(SearchUnavailableError):
    """The index holds nothing yet, waits to be built or is being built: what is not found may well exist."""


class OutdatedIndexError(SearchUnavailableError):
    """The generation was built as documents were analysed before: it is read on, and must be built anew."""


class CursorError(ValueError):
    """The cursor was not made by this portal, or for another question."""
