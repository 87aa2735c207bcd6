"""What the demo starts with: an API key and some days of work."""

from pathlib import Path

from local.aws import Aws
from local.info import Info


def demo_key(aws: Aws, outputs: dict[str, str], folder: Path) -> str:
    """Give the demo API key, made at the first start."""
    del aws, outputs, folder
    return ""


def demo_data(info: Info, folder: Path) -> None:
    """Fill the stack through its public API."""
    del info, folder
