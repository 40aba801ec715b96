"""Turns a question into tiers of clauses (see `search.plan`)."""
