"""Where this machine keeps a Chromium for the browser tests."""

import os
import shutil


def chromium() -> str | None:
    """The program to run: BROWSER_PATH, or the first of its usual names; None without one."""
    names = (os.environ.get("BROWSER_PATH"), "chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if name and (found := shutil.which(name))), None)
