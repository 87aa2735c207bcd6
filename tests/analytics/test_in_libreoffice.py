"""The files as LibreOffice opens them, where it is installed; where not, that is said aloud."""

import csv
import shutil
import subprocess
import warnings
from pathlib import Path

import pytest

from analytics.exports import FORMATS
from tests.analytics.batches import written
from tests.analytics.test_as_csv import ROW

MISSING = "LibreOffice is not installed: nobody has opened the exports with it in this run"
FILTER = 'csv:"Text - txt - csv (StarCalc)":44,34,76,1,,0,false,true,false'


def office() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def converted(program: str, folder: Path, name: str, content: bytes) -> list[str]:
    source = folder / name
    source.write_bytes(content)
    command = [program, "--headless", f"-env:UserInstallation=file://{folder}/profile"]
    command += ["--convert-to", FILTER.replace('"', ""), "--outdir", str(folder / "out"), name]
    subprocess.run(command, cwd=folder, check=True, timeout=120, capture_output=True)  # noqa: S603
    text = (folder / "out" / f"{source.stem}.csv").read_text(encoding="utf-8")
    return list(csv.reader(text.splitlines()))[1]


def test_libreoffice_opens_cyrillic_zeros_and_sums_or_it_is_said_that_it_is_missing(
    tmp_path: Path,
) -> None:
    program = office()
    if program is None:
        with pytest.warns(UserWarning, match="LibreOffice is not installed") as told:
            warnings.warn(MISSING, stacklevel=1)
        assert str(told[0].message) == MISSING
        print(MISSING)  # noqa: T201 - the log of the run says what was not looked at
        return
    content = written(FORMATS["xlsx"], ("Ёлка 0123", *ROW[1:]), ("0123", *ROW[1:]))

    row = converted(program, tmp_path, "orders.xlsx", content)

    assert row[0] == "Ёлка 0123"
    assert row[1] == "Новая"
