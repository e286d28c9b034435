"""Fixtures of the tests against real web processes, and what these tests do at the same moment."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import pytest
from django.conf import settings

from .site import Site

T = TypeVar("T")


@pytest.fixture(scope="session")
def loaded(django_db_setup: None) -> Iterator[Site]:
    """The site, loaded once for all tests."""
    if not hasattr(os, "fork"):
        pytest.skip("needs processes that fork")
    with Site(SECRET_KEY=settings.SECRET_KEY) as site:
        yield site


@pytest.fixture
def site(transactional_db: None, loaded: Site) -> Iterator[Site]:
    """The site over this test's database, to be started."""
    yield loaded
    loaded.kill()


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Tells a figure, which stands below the results of the whole run."""
    return lambda words: record_property("figure", words)


def together(count: int, act: Callable[[int], T]) -> list[T]:
    """What `act` gives for 0, 1, 2 ..., all begun at the same moment."""
    ready = Barrier(count)

    def alone(number: int) -> T:
        ready.wait()
        return act(number)

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(alone, range(count)))
