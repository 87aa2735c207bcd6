"""What is left of an earlier run goes, and nobody waits for it."""

from pathlib import Path

from local.leftovers import put_aside

from .conftest import eventually


def names(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


def test_what_is_put_aside_is_gone_at_once_and_deleted_behind(tmp_path: Path) -> None:
    (tmp_path / "s3").mkdir()
    (tmp_path / "tmp" / "deep").mkdir(parents=True)
    (tmp_path / "tmp" / "deep" / "file").write_text("x")

    put_aside(tmp_path, "tmp")

    assert not (tmp_path / "tmp").exists()
    eventually(lambda: names(tmp_path) == {"s3"})


def test_what_an_earlier_run_could_not_finish_is_deleted_by_the_next(tmp_path: Path) -> None:
    (tmp_path / "gone-before" / "deep").mkdir(parents=True)

    put_aside(tmp_path, "tmp")

    eventually(lambda: not names(tmp_path))
