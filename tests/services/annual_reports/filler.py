"""A process that fills in a report without end and says what was kept: to be killed at any moment.

Each line on its output was written after the verb answered: whatever it says must be found again.
"""

import sys
from datetime import date, datetime
from itertools import count

from credit.db.session import open_sessions
from credit.domain import actors
from credit.domain.clock import SHANGHAI, FixedClock
from credit.services.annual_reports import drafts
from credit.services.context import Context


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(url: str, key: str, year: int) -> None:
    day = date(year + 1, 3, 3)
    clock = FixedClock(datetime(day.year, day.month, day.day, 12, tzinfo=SHANGHAI))
    ctx = Context(open_sessions(url), clock, actors.system("filler"))
    drafts.begin(ctx, key, year)
    for number in count(1):
        drafts.save_values(ctx, key, year, "finance", {"revenue": str(number)}, {}, step=False)
        say(f"field {number}")
        drafts.save_values(
            ctx, key, year, "contact", {"phone": f"0991-{number:07d}"}, {}, step=bool(number % 2)
        )
        say(f"step {number}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
