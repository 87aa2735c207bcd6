"""What every test has: no AWS account, no network but loopback, fresh caches."""

import gc
import logging
import os
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from moto import mock_aws
from xdist.remote import Producer

from local.pages import build
from local.stack import Stack
from local.template import know_no_iris
from shared.observe import logger
from tests.shared.quick_moto import quicken
from tests.tables import create_everything
from tests.workers import Units, turn

CACHED_MODULES = ("shared.settings", "shared.aws", "shared.signing", "shared.limits", ".wiring")

ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "us-east-1",
    "POWERTOOLS_SERVICE_NAME": "naryad",
    "POWERTOOLS_METRICS_NAMESPACE": "Naryad/test",
    "POWERTOOLS_TRACE_DISABLED": "true",
}
"""What a function is told beside its tables; the credentials are good for nothing."""


def pytest_configure() -> None:
    """Blame no test for the slowness of a busy machine, or for what is done once."""
    # The first text drawn in a fresh clone waits until the table of Unicode is made.
    settings.register_profile(
        "patient", deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    settings.load_profile("patient")
    know_no_iris()


def clear_caches() -> None:
    """Forget what a process keeps between invocations."""
    for name in caching(len(sys.modules)):
        for value in list(vars(sys.modules[name]).values()):
            if hasattr(value, "cache_clear"):
                value.cache_clear()


@lru_cache(1)
def caching(_: int) -> list[str]:
    """Name the modules that keep something; look anew when others have come."""
    return [name for name in sys.modules if name.endswith(CACHED_MODULES)]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Take one worker more than there are cores: what drives the stack mostly waits for it."""
    return len(os.sched_getaffinity(0)) + 1


@pytest.fixture(autouse=True, scope="session")
def quick() -> Iterator[None]:
    """Take the short ways through moto."""
    with pytest.MonkeyPatch.context() as patch:
        quicken(patch)
        yield


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fake credentials, so that nothing here can ever reach a real account."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    logger()  # its lines go where they go now, not to a capture that ends with its test
    clear_caches()
    yield
    clear_caches()


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """AWS in process, holding what template.yaml declares."""
    # moto would load boto3's models anew for every test otherwise.
    with mock_aws(config={"core": {"reset_boto3_session": False}}):
        for name, value in create_everything().items():
            monkeypatch.setenv(name, value)
        yield


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The whole of Naryad on free ports of this machine, deployed from template.yaml."""
    with Stack(tmp_path_factory.mktemp("stack")) as running:
        yield running


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the pages as `make run` does; give their folder. What npm installs is there then."""
    web = Path(__file__).parents[1] / "web"
    return build(web, lambda _: None, tmp_path_factory.mktemp("web") / "build.log")


class _Lines(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.setFormatter(logger().registered_formatter)

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def log_lines() -> Iterator[list[str]]:
    """The log lines as they would reach CloudWatch."""
    handler = _Lines()
    logger().addHandler(handler)
    yield handler.lines
    logger().removeHandler(handler)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run what needs the stack last, so that the quick tests speak first; workers begin with it."""
    if hasattr(config, "workerinput"):
        items.sort(key=turn(items))
    else:
        items.sort(key=lambda item: "stack" in getattr(item, "fixturenames", ()))


def pytest_collection_finish() -> None:
    """Keep the collector off what all tests have loaded: it would go through it again and again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Units:
    """Give a worker one file at a time, or all files that share a stack."""
    config.option.loadscopereorder = False
    return Units(config, log)
