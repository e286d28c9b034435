"""A headless Chromium, and people who use the site in it and are watched for what must not happen."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from quizzes.models import User
from tests import browsers

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]


@dataclass
class Watched:
    """A person's own browser window, and what went wrong in it: requests to other hosts, errors, refused content."""

    page: Page
    host: str
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self._check_host(request.url))
        self.page.on(
            "console", lambda said: self.wrong.append(said.text) if said.type in ("error", "warning") else None
        )
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))

    def enter(self, user: User) -> None:
        """Log the user in without the form, which has tests of its own."""
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        address = f"http://{self.host}"
        self.page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])

    def _check_host(self, url: str) -> None:
        address = urlsplit(url)
        if address.scheme != "data" and address.netloc != self.host:
            self.wrong.append(f"a request to {url}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = browsers.chromium()
    if program is None:
        pytest.skip("no Chromium on this machine")
    # Playwright's event loop runs in this thread, which makes Django refuse the test's own queries.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def open_window(chromium, live_server):
    """Opens windows that share nothing with one another; `width` is that of the screen, the rest the context's."""
    windows = []

    def opened(width=1366, **more):
        context = chromium.new_context(base_url=live_server.url, viewport={"width": width, "height": 800}, **more)
        context.set_default_timeout(20_000)
        windows.append(Watched(context.new_page(), urlsplit(live_server.url).netloc))
        return windows[-1]

    yield opened
    for window in windows:
        window.page.context.close()
