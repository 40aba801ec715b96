"""Where letters of reporters lie, as the settings say: for pages, commands and duties alike."""

from credit.services.disclosures.evidence import Folder
from credit.services.sealing import Sealer, own_keys, read_keys
from credit.services.supervision.envelopes import Box
from web.settings import PREFIX, Settings, SettingsError


def letter_box(settings: Settings) -> Box:
    """Without keys nothing is taken in; a demonstration makes its own. Raises SettingsError."""
    try:
        keys = read_keys(settings.reporter_keys)
        if settings.demo and not keys:
            keys = own_keys(settings.data_dir / "reporter.key")
    except (OSError, ValueError) as error:
        raise SettingsError(f"{PREFIX}REPORTER_KEYS: {error}") from error
    return Box(Sealer(keys), Folder(settings.sealed_dir))
