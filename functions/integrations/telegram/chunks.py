"""A long message in pieces that a chat takes. Pure.

A piece holds 4096 UTF-16 code units of what is read, entities parsed. It ends at a line border
where there is one, else at a blank, else between two characters: never inside a tag, an entity or a
surrogate pair. What is open at a border is closed and opened again in the next piece.
Source: https://core.telegram.org/bots/api#sendmessage
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Final

LIMIT: Final = 4096
_ATOM: Final = re.compile(r"<[^<>]*>|&(?:[a-zA-Z]+|#[0-9]+|#x[0-9a-fA-F]+);|.", re.DOTALL)
_NAME: Final = re.compile(r"</?([a-zA-Z0-9-]+)")


@dataclass
class _Piece:
    opened: tuple[str, ...] = ()
    atoms: list[str] = field(default_factory=list)
    units: int = 0

    def best_end(self) -> int:
        """Give behind which atom it is cut best."""
        for border in ("\n", " "):
            ends = [place for place, atom in enumerate(self.atoms, 1) if atom == border]
            if ends and any(not _is_blank(atom) for atom in self.atoms[: ends[-1]]):
                return ends[-1]
        return len(self.atoms)


def chunks(html: str, *, limit: int = LIMIT) -> list[str]:
    """Cut HTML as a chat shows it into pieces; a text without anything to read gives none."""
    return [piece for piece in _pieces(html, limit) if has_words(piece)]


def has_words(html: str) -> bool:
    """Tell whether there is anything to read in HTML."""
    return any(not _is_blank(atom) for atom in _ATOM.findall(html))


def units(text: str) -> int:
    """Count UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _pieces(html: str, limit: int) -> Iterator[str]:
    piece = _Piece()
    for atom in _ATOM.findall(html):
        size = _size(atom)
        while size and piece.units + size > limit:
            end = piece.best_end()
            yield _closed(piece.opened, piece.atoms[:end])
            piece = _rest(piece, end)
        piece.atoms.append(atom)
        piece.units += size
    yield _closed(piece.opened, piece.atoms)


def _rest(piece: _Piece, end: int) -> _Piece:
    left = piece.atoms[end:]
    opened = _open_after(piece.opened, piece.atoms[:end])
    return _Piece(opened, left, sum(map(_size, left)))


def _closed(opened: tuple[str, ...], atoms: list[str]) -> str:
    still = _open_after(opened, atoms)
    closing = "".join(f"</{_name(tag)}>" for tag in reversed(still))
    return ("".join(opened) + "".join(atoms) + closing).strip("\n")


def _open_after(opened: tuple[str, ...], atoms: list[str]) -> tuple[str, ...]:
    tags = list(opened)
    for atom in atoms:
        if not _is_tag(atom):
            continue
        if not atom.startswith("</"):
            tags.append(atom)
        elif tags:
            tags.pop()
    return tuple(tags)


def _name(tag: str) -> str:
    found = _NAME.match(tag)
    return found.group(1) if found else ""


def _is_tag(atom: str) -> bool:
    return len(atom) > 1 and atom.startswith("<")


def _is_blank(atom: str) -> bool:
    return _is_tag(atom) or not unescape(atom).strip()


def _size(atom: str) -> int:
    return 0 if _is_tag(atom) else units(unescape(atom))
