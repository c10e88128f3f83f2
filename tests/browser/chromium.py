"""Debian's Chromium: found, or installed where that is possible."""

import os
import shutil
import subprocess

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


def _on_path() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)
