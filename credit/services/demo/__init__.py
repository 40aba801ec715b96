"""An invented region: enterprises and records for demonstration, tests and benchmarks.

Everything it yields is made up by a seeded generator from word lists; no row describes a real
enterprise or person. Same size, seed and reference day, same region.
"""

from credit.services.demo.region import CHUNK, Plan, chunk, chunks, region

__all__ = ["CHUNK", "Plan", "chunk", "chunks", "region"]
