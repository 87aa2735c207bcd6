"""HTML of messages: which may be written in a template, and what is made of plain text. Pure.

Only the tags and attributes named here pass, so that nothing in a template can run, load or send.
Source: https://core.telegram.org/bots/api#html-style for what a chat shows
"""

import re
from collections.abc import Mapping
from html import escape
from html.parser import HTMLParser
from typing import Final

from integrations.messages.model import Channel
from shared.errors import FieldError


class Markup(str):
    """HTML that we wrote ourselves: what is in it is escaped already."""

    __slots__ = ()


_URL: Final = re.compile(r"https://[^\s<>\"]+[^\s<>\".,;:!?)]")
_HREF: Final = re.compile(r"(https://|mailto:|tel:|\{(feedback|report)\.link\}$)", re.IGNORECASE)
_STYLE: Final = re.compile(r"[a-zA-Z0-9#%.,:; -]*")
_LOOKS: Final = frozenset({"style", "align", "width", "height", "colspan", "rowspan", "class"})
# fmt: off
_PLAIN: Final = (
    "p", "br", "b", "strong", "i", "em", "u", "s", "h1", "h2", "h3", "ul", "ol", "li", "span",
    "div", "hr", "blockquote", "table", "thead", "tbody", "tr", "td", "th",
)
# fmt: on
_EMAIL: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys(_PLAIN, _LOOKS),
    "a": _LOOKS | {"href", "title"},
}
_CHAT: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys(("b", "i", "u", "s", "code", "pre", "blockquote"), frozenset()),
    "a": frozenset({"href"}),
}
TAGS: Final[Mapping[Channel, Mapping[str, frozenset[str]]]] = {
    "email": _EMAIL,
    "chat": _CHAT,
    "phone": {},
}
_VOID: Final = frozenset({"br", "hr"})


def escaped(value: str) -> str:
    """Escape a value for HTML, unless it is HTML."""
    return value if isinstance(value, Markup) else escape(value)


def check_html(html: str, channel: Channel) -> list[FieldError]:
    """Name what a template of this channel may not hold."""
    reader = _Reader(TAGS[channel])
    reader.feed(html)
    reader.close()
    reader.end()
    return reader.wrong


def html_of(text: str, channel: Channel) -> str:
    """Make HTML of plain text: for e-mail paragraphs and links, for a chat its escaping alone."""
    if channel == "chat":
        return escape(text, quote=False)
    if channel == "phone":
        return ""
    paragraphs = re.split(r"\n{2,}", text.strip("\n"))
    body = "".join(f"<p>{_linked(each).replace(chr(10), '<br>')}</p>" for each in paragraphs)
    return page(body)


def page(body: str) -> str:
    """Give the body of an e-mail a page to stand on."""
    look = "font:16px/1.5 system-ui,sans-serif;max-width:36em;margin:0 auto;padding:16px"
    return f'<!doctype html><html><body style="{look}">{body}</body></html>'


def _linked(text: str) -> str:
    parts, end = [], 0
    for found in _URL.finditer(text):
        url = escape(found.group(0))
        parts += [escape(text[end : found.start()]), f'<a href="{url}">{url}</a>']
        end = found.end()
    return "".join([*parts, escape(text[end:])])


class _Reader(HTMLParser):
    def __init__(self, tags: Mapping[str, frozenset[str]]) -> None:
        super().__init__(convert_charrefs=True)
        self._tags = tags
        self._open: list[str] = []
        self.wrong: list[FieldError] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self._tags:
            self._refuse(f"<{tag}>", "this tag is not let through")
            return
        if tag not in _VOID:
            self._open.append(tag)
        for name, value in attrs:
            if name not in self._tags[tag]:
                self._refuse(f"<{tag} {name}>", "this attribute is not let through")
            elif name == "href" and not _HREF.match(value or ""):
                self._refuse(value or "", "a link begins with https://, mailto: or tel:")
            elif name == "style" and not _STYLE.fullmatch(value or ""):
                self._refuse(value or "", "a style has no url, quotes, brackets or escapes")

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID or tag not in self._tags:
            return
        if not self._open or self._open.pop() != tag:
            self._refuse(f"</{tag}>", "it closes what is not open")

    def handle_decl(self, decl: str) -> None:
        self._refuse(f"<!{decl}>", "a template is a part of a page, without a declaration")

    def handle_pi(self, data: str) -> None:
        self._refuse(f"<?{data}", "no instructions are let through")

    def handle_comment(self, data: str) -> None:
        self._refuse(f"<!--{data}", "no comments are let through")

    def unknown_decl(self, data: str) -> None:
        self._refuse(f"<![{data}", "no sections are let through")

    def end(self) -> None:
        """Name what was left open; a tag that is cut off shows as text that is not there."""
        for tag in self._open:
            self._refuse(f"<{tag}>", "it is never closed")

    def _refuse(self, value: str, rule: str) -> None:
        self.wrong.append(FieldError("html", value[:100], rule))
