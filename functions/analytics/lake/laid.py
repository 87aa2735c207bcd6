"""What months add to pages, kept beside the lake while a rebuild is under way.

    lake/pages/orders/2026-11/<version of the month>-<what it was computed under>/DAY#all

The name holds all that the content comes from: two runs at once write the same bytes.
"""

import hashlib
from collections.abc import Mapping
from typing import Final

from analytics.lake.objects import Objects
from analytics.model import Part

PREFIX: Final = "lake/pages"
_DIGEST: Final = 16


class LaidPages(Objects):
    """1 PUT for each month and kind of pages, and 1 GET."""

    def lay_by(self, part: Part, basis: str, about: str, pages: Mapping[str, bytes]) -> None:
        """Keep what a month adds to one kind of pages, until it is put in its place."""
        self.client.put_object(
            Bucket=self.bucket, Key=_key(part, basis, about), Body=_written(pages)
        )

    def laid_by(self, part: Part, basis: str, about: str) -> dict[str, bytes]:
        """Give what was kept."""
        found = self.client.get_object(Bucket=self.bucket, Key=_key(part, basis, about))
        return _read(found["Body"].read())


def _key(part: Part, basis: str, about: str) -> str:
    digest = hashlib.sha256(basis.encode()).hexdigest()[:_DIGEST]
    return f"{PREFIX}/{part.kind}/{part.month}/{part.object_version}-{digest}/{about}"


def _written(pages: Mapping[str, bytes]) -> bytes:
    import pyarrow as pa

    names = sorted(pages)
    columns = {
        "name": pa.array(names, pa.string()),
        "part": pa.array([pages[name] for name in names], pa.large_binary()),
    }
    table, to = pa.table(columns), pa.BufferOutputStream()
    with pa.ipc.new_stream(to, table.schema) as stream:
        stream.write_table(table)
    written: bytes = to.getvalue().to_pybytes()
    return written


def _read(body: bytes) -> dict[str, bytes]:
    import pyarrow as pa

    with pa.ipc.open_stream(body) as stream:
        table = stream.read_all()
    names, parts = (table.column(name).to_pylist() for name in ("name", "part"))
    return dict(zip(names, parts, strict=True))
