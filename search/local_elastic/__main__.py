"""`python -m search.local_elastic`: fetch the servers' jars, with a progress line; those there are kept."""

import sys
from functools import partial

from search.local_elastic.home import prepare
from search.local_elastic.jars import VERSIONS, FetchError


def _show(version: str, done: int, total: int) -> None:
    end = "\n" if done == total else ""
    sys.stdout.write(f"\rElasticsearch {version}: {done} of {total} jars{end}")
    sys.stdout.flush()


def main(versions: list[str]) -> int:
    """Exit status 1 if one could not be fetched; the reason is said."""
    for version in versions or VERSIONS:
        try:
            prepare(version, partial(_show, version))
        except FetchError as error:
            sys.stderr.write(f"\nElasticsearch {version} cannot be fetched: {error}\n")
            return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
