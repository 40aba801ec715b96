"""`python -m web.cli` is `portal`."""

from web.cli import main

if __name__ == "__main__":
    main(prog_name="portal")
