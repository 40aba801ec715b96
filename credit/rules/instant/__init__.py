"""Instant information: its forms, its clock, what is wrong with what was typed, how long it is public."""
