"""What a WSGI server loads: one portal, configured by the environment."""

import os

from web.app import create_app
from web.http.observe import configure_logging
from web.http.portal import EXTENSION
from web.settings import Settings

settings = Settings.from_mapping(os.environ)
configure_logging(settings.log_level)
app = create_app(settings)
app.extensions[EXTENSION].templates.warm()
