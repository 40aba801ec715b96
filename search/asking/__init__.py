"""Asks a backend what a reader wants to know, and makes pages of the answers; the same for every engine."""
