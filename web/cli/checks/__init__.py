"""Guards of the house that no ready-made tool has: templates, styles, sources, routes.

Each guard is a function from text (or from the application) to findings, so that a test can feed it
a violation and see it fail.
"""
