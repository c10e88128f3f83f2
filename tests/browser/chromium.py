"""Debian's Chromium: found, or installed where that is possible, and started."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.eventually import SECONDS

NAMES = ("chromium", "chromium-browser", "google-chrome")
INSTALL = ("apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium")


def find_chromium() -> str | None:
    """The path of a Chromium; installed with apt-get if there is none and we may; None if that fails."""
    if found := _on_path():
        return found
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("installing chromium for the browser tests ...", flush=True)
        subprocess.run(["apt-get", "update", "-q"], check=False, stdout=subprocess.DEVNULL)
        subprocess.run(INSTALL, check=False, stdout=subprocess.DEVNULL)
    return _on_path()


@contextmanager
def chromium(untested: str) -> Iterator[Browser]:
    """A browser. Without one a test is skipped, or fails in CI; either way it says what is `untested`."""
    expect.set_options(timeout=SECONDS * 1000)  # five seconds are too few beside a busy neighbour
    path = find_chromium()
    if path is None:
        why = f"no Chromium, and it cannot be installed here (needs root and apt-get): {untested} NOT tested"
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()


def _on_path() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)
