"""What is published: a wheel that holds the web app, in an environment that has nothing else."""

import asyncio
import os
import socket
import sys
import venv
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from httpx import AsyncClient, TransportError
from playwright.async_api import expect

from tests.browser.conftest import Visit
from tests.conftest import PASSWORD, eventually

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).parents[2]
UV = Path(sys.executable).parent / "uv"
START_S = 60


async def carry_out(*command: str | Path, cwd: Path = ROOT) -> str:
    """What it printed; it must not fail."""
    process = await asyncio.create_subprocess_exec(
        *command, cwd=cwd, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    said = (await process.communicate())[0].decode()
    assert process.returncode == 0, said
    return said


async def installed_wheel(folder: Path) -> Path:
    """The command of a fresh environment."""
    await carry_out(
        UV, "build", "--wheel", "--no-build-isolation", "--python", sys.executable,
        "--out-dir", folder, ROOT,
    )  # fmt: skip
    place = folder / "environment"
    await asyncio.to_thread(venv.create, place, symlinks=True)
    python = place / "bin" / "python"
    into = (UV, "pip", "install", "--quiet", "--python", python)
    await carry_out(*into, "--require-hashes", "-r", ROOT / "requirements" / "runtime.txt")
    await carry_out(*into, "--no-deps", "--no-index", "--find-links", folder, "ringdesk")
    return place / "bin" / "ringdesk"


@asynccontextmanager
async def served(command: Path, folder: Path) -> AsyncIterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    given = {
        "RINGDESK_PORT": str(port), "RINGDESK_METRICS_PORT": "0",
        "RINGDESK_DATA_DIR": str(folder / "data"),
    }  # fmt: skip
    with (folder / "log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            command, "serve", env=clean | given, stdout=log, stderr=asyncio.subprocess.STDOUT
        )
    address = f"http://127.0.0.1:{port}"

    async def is_ready() -> bool:
        assert process.returncode is None, (folder / "log").read_text()
        try:
            return (await client.get("/readyz")).status_code == 200
        except TransportError:
            return False

    try:
        async with AsyncClient(base_url=address) as client:
            await eventually(is_ready, START_S)
        yield address
    finally:
        process.terminate()
        await process.wait()


@pytest.fixture
async def published() -> AsyncIterator[str]:
    with TemporaryDirectory() as place:
        os.chmod(place, 0o755)  # the database's own user must get there
        folder = Path(place)
        async with served(await installed_wheel(folder), folder) as address:
            yield address


class TestTheWheel:
    async def test_serves_the_web_app_by_itself(self, published: str, visit: Visit) -> None:
        made = await visit(at=published)
        await expect(made.page).to_have_url(f"{published}/set-up")
        await made.page.get_by_label("Full name").fill("Ada Admin")
        await made.page.get_by_label("Email").fill("ada@example.org")
        await made.page.get_by_label("Username").fill("ada")
        await made.page.get_by_label("Password", exact=True).fill(PASSWORD)
        await made.page.get_by_role("button", name="Create the administrator").click()
        await expect(made.page).to_have_url(f"{published}/overview")
        comes = await visit(at=published, path="/sign-in")
        await comes.page.get_by_label("Username or email").fill("ada")
        await comes.page.get_by_label("Password", exact=True).fill(PASSWORD)
        await comes.page.get_by_role("button", name="Sign in").click()
        await expect(comes.page).to_have_url(f"{published}/overview")
