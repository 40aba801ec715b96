"""A coarse name for a browser, so that a person can tell their own sessions apart; nothing finer is kept."""

_BROWSERS = (
    ("MicroMessenger", "WeChat"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def device(agent: str) -> str:
    """E.g. "Chrome, Android"; empty for what is not known."""
    found = [next((name for mark, name in kind if mark in agent), "") for kind in (_BROWSERS, _SYSTEMS)]
    return ", ".join(name for name in found if name)
