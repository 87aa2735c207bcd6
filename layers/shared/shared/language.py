"""In which of our languages to speak to whoever asks. Pure."""

from collections.abc import Mapping
from typing import Literal

Language = Literal["ru", "en"]


def spoken(wanted: Language | None, headers: Mapping[str, str]) -> Language:
    """Choose the language: the one that is asked for, else what the header accepts, else Russian.

    Of the tags of Accept-Language the first of ours counts: browsers write the liked ones first.
    """
    if wanted is not None:
        return wanted
    header = {name.lower(): value for name, value in headers.items()}.get("accept-language", "")
    for tag in header.lower().split(","):
        match tag.split(";")[0].strip().split("-")[0]:
            case "ru":
                return "ru"
            case "en":
                return "en"
    return "ru"
