"""A small OpenID provider with invented people, for demonstrations and tests.

A real one (Authlib's server side: discovery, code flow, PKCE, nonce, rotating keys, logout at both
ends), so that the portal has one way in and no door for demonstrations. It asks for no password and
therefore refuses to start anywhere else.
"""
