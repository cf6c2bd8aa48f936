"""The process that reads for the server."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from ringdesk.domains.leads.imports import host
from ringdesk.domains.leads.imports.frames import Order
from ringdesk.domains.leads.imports.plan import Defaults, Plan
from ringdesk.kernel.sheets import Dialect

pytestmark = pytest.mark.anyio

ORDER = Order(
    Plan(
        dialect=Dialect("utf-8", ","), columns=["phone", "name"], region="US", defaults=Defaults(),
        mapping={"phone": "phone", "name": "name"},
    )
)  # fmt: skip
ROWS = b"phone,name\n" + b"".join(b"+1212%07d,Lead\n" % (2_000_000 + n) for n in range(20_000))
NOTHING = b"phone,name\n" + b"\n" * host.SMALL


async def pieces(content: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(content), 1 << 16):
        yield content[start : start + (1 << 16)]


async def read(content: bytes) -> list[tuple[bytes, bytes]]:
    assert len(content) > host.SMALL  # or no process is asked
    return [frame async for frame in host.frames_of(pieces(content), ORDER, size=len(content))]


class TestAReader:
    async def test_tells_all_rows(self) -> None:
        assert sum(host.batch_from(frame).good for frame in await read(ROWS)) == 20_000

    async def test_may_find_none(self) -> None:
        assert await read(NOTHING) == []

    @pytest.mark.parametrize("ending", ["", "raise SystemExit(3)"])
    async def test_that_says_nothing_is_no_empty_file(
        self, ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        silent = tmp_path / "silent.py"
        silent.write_text(f"import sys\nsys.stdin.buffer.read()\n{ending}\n")
        monkeypatch.setattr(host, "BEGINNING", silent)
        with pytest.raises(host.ReaderDied):
            await read(ROWS)
