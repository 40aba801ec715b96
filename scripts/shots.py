"""Takes the pictures of the README anew: search and an enterprise page, in both languages.

Serves a demo region of its own, so that the pictures are the same wherever they are taken.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.e2e.addresses import ENTERPRISE, RESULTS  # noqa: E402 - found only from here on
from tests.fixtures.parts import CHROMIUM, find_browser  # noqa: E402
from tests.fixtures.served import serve  # noqa: E402

TARGET = ROOT / "docs" / "images"
PAGES = {"search": RESULTS, "enterprise": ENTERPRISE}
SIZE = 2000
WINDOW = {"width": 1280, "height": 960}


def main() -> None:
    """Write four files into docs/images."""
    executable = find_browser()
    if executable is None:
        sys.exit(CHROMIUM.missing())
    TARGET.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as place,
        serve(Path(place), SIZE) as portal,
        sync_playwright() as play,
    ):
        browser = play.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        for lang in ("zh", "ug"):
            for name, address in PAGES.items():
                take(browser, f"{portal.url}/{lang}{address}", TARGET / f"{name}-{lang}.png")
        browser.close()


def take(browser: Browser, url: str, target: Path) -> None:
    """One picture of the first window of a page."""
    page = browser.new_page(viewport=WINDOW, color_scheme="light")
    page.goto(url)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    page.screenshot(path=target)
    page.close()
    sys.stdout.write(f"{target.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
