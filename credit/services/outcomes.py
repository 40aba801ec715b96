"""What can become of a fact that is written."""

from enum import StrEnum


class Outcome(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    WAITING = "waiting"
    CONFLICT = "conflict"  # its codes belong to different subjects
