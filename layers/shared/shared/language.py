"""In which of our languages to speak to whoever asks. Pure."""

from collections.abc import Mapping
from typing import Literal

Language = Literal["ru", "en"]


def accepted(headers: Mapping[str, str]) -> Language:
    """Choose the first of our languages that Accept-Language names, else Russian.

    Browsers write the ones that are liked best first.
    """
    header = {name.lower(): value for name, value in headers.items()}.get("accept-language", "")
    for tag in header.lower().split(","):
        match tag.split(";")[0].strip().split("-")[0]:
            case "ru":
                return "ru"
            case "en":
                return "en"
    return "ru"
