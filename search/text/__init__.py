"""One text analysis for every engine: pure functions from text to tokens, at index and query time alike."""
