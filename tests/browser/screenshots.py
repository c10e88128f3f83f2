"""`python -m tests.browser.screenshots FOLDER`: pictures of every kind of page at 1280 and 320 pixels."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from api.app import create_app
from api.settings import Settings, read_settings

from .chromium import find_chromium
from .places import PLACES
from .site import serving

WIDTHS = (1280, 320)


def take(folder: Path) -> int:
    """Write a picture of each place and width into `folder`; returns how many."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as own:
        settings = Settings.model_validate(
            {**read_settings().model_dump(), "database_url": f"sqlite:///{own}/pictures.sqlite3"}
        )
        with serving(create_app(settings)) as site, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
            for width in WIDTHS:
                page = browser.new_page(viewport={"width": width, "height": 900})
                for name, (address, _) in PLACES.items():
                    page.goto(site + address)
                    page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
            browser.close()
    return len(PLACES) * len(WIDTHS)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("say where to: python -m tests.browser.screenshots FOLDER")
    print(f"{take(Path(sys.argv[1]))} pictures in {sys.argv[1]}")
