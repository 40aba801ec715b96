"""Objections to records: filed, accepted, verified with the source, decided, and what of it is shown."""
