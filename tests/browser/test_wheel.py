"""What is published: a wheel that holds the web app, in an environment that has nothing else."""

import asyncio
import os
import shutil
import socket
import sys
import venv
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Visit
from tests.conftest import PASSWORD

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
        "RINGDESK_PORT": str(port), "RINGDESK_DATA_DIR": str(folder), "RINGDESK_METRICS_PORT": "0",
    }  # fmt: skip
    process = await asyncio.create_subprocess_exec(
        command, "serve", cwd=folder, env=clean | given, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        async with asyncio.timeout(START_S):
            line = await process.stdout.readline()
        assert b"ready" in line, line + await process.stdout.read()
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        await process.wait()


class TestTheWheel:
    async def test_serves_the_web_app_by_itself(
        self, visit: Visit, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        folder = tmp_path_factory.mktemp("wheel")
        command = await installed_wheel(folder)
        data = folder / "data"
        data.mkdir(mode=0o755)
        for above in (folder, folder.parent):
            above.chmod(0o755)  # the database's own user must get there
        try:
            async with served(command, data) as address:
                made = await visit(at=address)
                await expect(made.page).to_have_url(f"{address}/set-up")
                await made.page.get_by_label("Username").fill("ada")
                await made.page.get_by_label("Full name").fill("Ada Admin")
                await made.page.get_by_label("Email").fill("ada@example.org")
                await made.page.get_by_label("Password", exact=True).fill(PASSWORD)
                await made.page.get_by_role("button", name="Create the administrator").click()
                await expect(made.page).to_have_url(f"{address}/overview")
                comes = await visit(at=address, path="/sign-in")
                await comes.page.get_by_label("Username or email").fill("ada")
                await comes.page.get_by_label("Password", exact=True).fill(PASSWORD)
                await comes.page.get_by_role("button", name="Sign in").click()
                await expect(comes.page).to_have_url(f"{address}/overview")
        finally:
            shutil.rmtree(folder, ignore_errors=True)
