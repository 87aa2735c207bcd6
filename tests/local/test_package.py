import io
import zipfile
from pathlib import Path

from local.package import digest, pack


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_py", ".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def names(body: bytes) -> set[str]:
    return set(zipfile.ZipFile(io.BytesIO(body)).namelist())


def test_a_package_holds_the_sources_and_their_bytecode(tmp_path: Path) -> None:
    body = pack(write(tmp_path, room__handler_py="x = 1", room__data="1")).body

    inside = names(body)
    assert {"room/handler.py", "room/data"} < inside
    assert any(name.startswith("room/__pycache__/handler.") for name in inside)


def test_a_layer_lies_below_its_prefix(tmp_path: Path) -> None:
    assert "python/shared/a.py" in names(pack(write(tmp_path, shared__a_py=""), "python/").body)


def test_equal_sources_make_equal_packages(tmp_path: Path) -> None:
    first = pack(write(tmp_path / "1", a_py="x = 1"))
    second = pack(write(tmp_path / "2", a_py="x = 1"))

    assert first == second


def test_any_change_gives_another_key(tmp_path: Path) -> None:
    keys = {
        pack(write(tmp_path / "1", a_py="x = 1")).key,
        pack(write(tmp_path / "2", a_py="x = 2")).key,
        pack(write(tmp_path / "3", b_py="x = 1")).key,
    }

    assert len(keys) == 3


def test_caches_and_hidden_files_change_nothing(tmp_path: Path) -> None:
    before = digest(write(tmp_path, a_py="x = 1"))
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "a.pyc").write_text("?")
    (tmp_path / ".swap").write_text("?")

    assert digest(tmp_path) == before


def test_a_file_that_does_not_compile_is_packed_all_the_same(tmp_path: Path) -> None:
    assert names(pack(write(tmp_path, a_py="x =")).body) == {"a.py"}
