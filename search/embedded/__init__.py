"""The engine that needs no server: tantivy on a directory of this machine."""
