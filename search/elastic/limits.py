"""Every number by which the portal is patient with a cluster, in one place. Times are in seconds."""

# One question of a visitor. A cluster that does not answer within this is as good as gone: the page is made
# without it.
ASK_TIMEOUT = 2.0
# Asks of the writing side: small ones, and those over a whole index.
WRITE_TIMEOUT = 30.0
LONG_TIMEOUT = 600.0
# Asks that found no connection, or lost one, are sent again so often, to another node if there is one.
ASK_RETRIES = 1
CONNECTIONS = 10  # to each node, for one process

# The breaker: so many failures one after the other open it; after a pause one ask looks whether the cluster
# is back, with little patience; the pause doubles up to the longest one.
BREAKER_FAILURES = 2
BREAKER_PAUSE = 1.0
BREAKER_LONGEST_PAUSE = 15.0
PROBE_TIMEOUT = 1.0

# Bulk writing: a request holds at most so many bytes; so many are on their way at a time while a generation
# is built. What the cluster puts off (429, 503) is sent again after growing pauses.
BULK_BYTES = 4_000_000
BULK_AT_ONCE = 2
BULK_TRIES = 8
BULK_PAUSE = 0.1
BULK_LONGEST_PAUSE = 10.0

# The one writer's lock: it ends by itself after this time, unless it is made longer.
LOCK_SECONDS = 15.0
LOCK_BEAT = 5.0

# Reading a whole index in order: so many entries a page, and how long its snapshot is kept between pages.
PAGE = 5_000
SNAPSHOT = "2m"

# Values that a facet may have, dates of their end included.
MOST_VALUES = 20_000
