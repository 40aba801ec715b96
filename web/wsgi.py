"""What a WSGI server loads: one portal, configured by the environment."""

import gc
import os
from threading import Thread
from time import sleep

from web.app import create_app
from web.http.observe import configure_logging
from web.http.portal import EXTENSION
from web.settings import Settings
from web.warming import warm_search

GARBAGE_FROM = 50_000  # new objects from which cycles are looked for

settings = Settings.from_mapping(os.environ)
settings.require_keys()
configure_logging(settings.log_level)
app = create_app(settings)
portal = app.extensions[EXTENSION]
portal.templates.warm()
# beside the first readers, as an engine somewhere else may not answer for a while
Thread(
    target=warm_search, args=(portal.search, portal.clock.today(), sleep), name="warm", daemon=True
).start()
# what is loaded by now stays: the collector need not walk through it with every page
gc.collect()
gc.freeze()
# pages hold no cycles worth looking for every few hundred objects, which took a sixth of a page's time
gc.set_threshold(GARBAGE_FROM)
