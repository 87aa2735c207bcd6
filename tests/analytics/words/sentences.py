"""All sentences in both languages; `python -m tests.analytics.words.sentences` writes them anew."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from analytics.patterns.notes import Note
from tests.analytics.words.figures import COMPARISONS, COMPLETED, NOTES, counts, told
from tests.analytics.words.findings import FINDINGS
from tests.analytics.words.series import CHANGES, FORECASTS

FILE = Path(__file__).with_name("sentences.txt")


def rendered() -> str:
    """Write every sentence under its name."""
    return "\n".join(line for name, texts in every() for line in (f"# {name}", *texts, ""))


def every() -> Iterator[tuple[str, list[str]]]:
    """Give each result's name with what is said of it in Russian and in English."""
    for name, (figure, found) in COMPARISONS.items():
        yield f"comparison: {name}", [told(figure, found, each).whole for each in ("ru", "en")]
    for note in NOTES:
        yield f"note: {_named(note)}", [_note(note, each) for each in ("ru", "en")]
    for name, texts in CHANGES.items():
        yield name, [" ".join(text.whole for text in texts(each)) for each in ("ru", "en")]
    for name, say in (FINDINGS | FORECASTS).items():
        yield name, [say(each).whole for each in ("ru", "en")]


def _note(note: Note, tongue: str) -> str:
    return told(COMPLETED, replace(counts(1, 1), notes=(note,)), tongue).notes[0]


def _named(note: Note) -> str:
    return f"{note.code} {note.now or ''}".strip()


if __name__ == "__main__":
    FILE.write_text(rendered())
