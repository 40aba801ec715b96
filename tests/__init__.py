"""Tests of the portal. A package of its own, so that no wheel that brings a `tests` along hides it."""
