"""XML from outside as small trees, one for each element asked for, under bounds.

No DTD is read, so there are no entities to expand; size, depth and count are bounded while it
parses; namespaces are dropped, since every configuration of 1C writes another one.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from xml.parsers import expat

MOST_BYTES: Final = 16 * 1024 * 1024
MOST_DEPTH: Final = 32
MOST_ELEMENTS: Final = 1_000_000
ENCODINGS: Final = frozenset({"utf-8", "cp1251"})
_PIECE: Final = 64 * 1024
_DECLARED: Final = re.compile(rb"""^<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.-]{1,40})["']""")


class UnreadableError(ValueError):
    """What came is no message that we read; the words say why and quote nothing of it."""


@dataclass(slots=True)
class Element:
    """An element: its local name, its text without blanks at the ends, what is inside."""

    name: str
    text: str = ""
    children: list["Element"] = field(default_factory=list)

    def child(self, name: str) -> "Element | None":
        """Give the first element inside under this name."""
        return next((each for each in self.children if each.name == name), None)

    def text_of(self, name: str) -> str:
        """Give the text of the first element inside under this name, empty when there is none."""
        found = self.child(name)
        return found.text if found else ""


def elements(body: bytes, wanted: str, *, root: str, charset: str = "") -> Iterator[Element]:
    """Read the outermost elements of one name, each as soon as it ends.

    Args:
        body: the bytes as they came.
        wanted: the local name of the elements to give.
        root: the local name that the whole must have.
        charset: what the transport said of the encoding, for a text that declares none.

    Raises:
        UnreadableError: at whatever is broken, forbidden or beyond a bound; some of the elements
            before it have been given by then.
    """
    if len(body) > MOST_BYTES:
        raise UnreadableError(f"the message is larger than {MOST_BYTES} bytes")
    data = _as_utf8(body, charset)
    gathering = _Gathering(wanted, root)
    parser = gathering.parser()
    for start in range(0, max(len(data), 1), _PIECE):
        try:
            parser.Parse(data[start : start + _PIECE], start + _PIECE >= len(data))
        except expat.ExpatError as error:
            raise UnreadableError(f"no well-formed XML: {error}") from error
        yield from gathering.take()


class _Gathering:
    """Builds trees from the parser's calls."""

    def __init__(self, wanted: str, root: str) -> None:
        self._wanted = wanted
        self._root = root
        self._open: list[Element] = []
        self._texts: list[list[str]] = []
        self._depth = self._count = 0
        self._ready: list[Element] = []

    def parser(self) -> Any:  # noqa: ANN401 - expat's parser has no public type
        # The encoding given here wins over the declared one: the bytes are ours by now.
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = _refuse
        parser.EntityDeclHandler = _refuse
        return parser

    def take(self) -> list[Element]:
        ready, self._ready = self._ready, []
        return ready

    def _start(self, qualified: str, _attributes: dict[str, str]) -> None:
        name = qualified.rpartition(":")[2]
        self._depth += 1
        self._count += 1
        if self._depth == 1 and name != self._root:
            raise UnreadableError(f"the message must begin with {self._root}")
        if self._depth > MOST_DEPTH:
            raise UnreadableError(f"elements lie more than {MOST_DEPTH} deep")
        if self._count > MOST_ELEMENTS:
            raise UnreadableError(f"there are more than {MOST_ELEMENTS} elements")
        if self._open or name == self._wanted:
            self._open.append(Element(name))
            self._texts.append([])

    def _end(self, _name: str) -> None:
        self._depth -= 1
        if not self._open:
            return
        element = self._open.pop()
        element.text = "".join(self._texts.pop()).strip()
        if self._open:
            self._open[-1].children.append(element)
        else:
            self._ready.append(element)

    def _characters(self, text: str) -> None:
        if self._texts:
            self._texts[-1].append(text)


def _refuse(*_: object) -> None:
    raise UnreadableError("a DTD or an entity stands in the message; neither is read")


def _as_utf8(body: bytes, charset: str) -> bytes:
    """Decode as declared, else as the transport said, else by trying: then 1C's own way."""
    body = body.removeprefix(codecs.BOM_UTF8).lstrip()
    declared = _DECLARED.match(body)
    named = declared[1].decode("ascii") if declared else charset
    if not named:
        named = "utf-8" if _is_utf8(body) else "cp1251"
    try:
        encoding = codecs.lookup(named).name
    except LookupError as error:
        raise UnreadableError("the encoding is none that we know") from error
    if encoding not in ENCODINGS:
        raise UnreadableError(f"the encoding must be UTF-8 or windows-1251, not {encoding}")
    try:
        return body.decode(encoding).encode()
    except UnicodeError as error:
        raise UnreadableError(f"the bytes are not {encoding}") from error


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeError:
        return False
    return True
