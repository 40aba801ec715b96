"""Checks of commitments, and findings that one was not kept: heard, decided with reasons, then public.

Nothing that a check alleges leaves these rooms before a decision; what is public is made of decisions
that stand, by `publishing` alone.
"""
