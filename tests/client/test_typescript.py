"""The package of the services, as a stranger installs it."""

import asyncio
import json
import os
import shutil
from pathlib import Path

import pytest

from tests.conftest import Tenant

pytestmark = pytest.mark.anyio

HERE = Path(__file__).parent
WEB = HERE.parents[1] / "web"
PACKAGE = WEB / "packages" / "client"
TSCONFIG = {
    "compilerOptions": {
        "target": "ES2022", "lib": ["ES2023", "DOM"], "module": "nodenext", "strict": True,
        "moduleResolution": "nodenext", "noEmit": True, "types": [],
    },
    "include": ["consumer.ts"],
}  # fmt: skip


async def run(*command: str, at: Path, **more: str) -> tuple[int, str, str]:
    process = await asyncio.create_subprocess_exec(
        *command, cwd=at, env=os.environ | more, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, err = await process.communicate()
    return process.returncode or 0, out.decode(), err.decode()


@pytest.fixture(scope="module")
async def installed(anyio_backend: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of somebody's own, with nothing in it but the package."""
    if not (WEB / "node_modules").exists():
        pytest.fail("The web app's packages are missing: npm --prefix web ci", pytrace=False)
    status, out, err = await run("npm", "run", "-s", "build:client", at=WEB)
    assert status == 0, out + err
    folder = tmp_path_factory.mktemp("stranger")
    place = folder / "node_modules" / "@ringdesk" / "client"
    shutil.copytree(PACKAGE / "dist", place / "dist")
    shutil.copy(PACKAGE / "package.json", place)
    for name in ("walk.mjs", "consumer.ts"):
        shutil.copy(HERE / name, folder)
    (folder / "tsconfig.json").write_text(json.dumps(TSCONFIG))
    (folder / "package.json").write_text('{"type": "module"}')
    return folder


class TestThePackage:
    async def test_walks_a_real_server(self, installed: Path, tenant: Tenant) -> None:
        status, out, err = await run(
            "node", "--experimental-websocket", "walk.mjs", at=installed, BASE=tenant.address,
            TOKEN=tenant.admin.token, CUSTOMER=tenant.customer.token,
        )  # fmt: skip
        assert status == 0, err
        assert json.loads(out) == {
            "made": "Lena Lead", "heard": [True, "number"], "changed": "qualified",
            "listed": [True], "stats": 1, "agents": True, "rules": [], "campaign": "Spring",
            "answer": "local",
            "providers": ["local"], "ticket": "string", "other": 0,
            "removed": "Lead deleted successfully", "gone": [404, "LEAD_NOT_FOUND", []],
            "wrong": [400, "INVALID", ["name"]], "customer": [403, "MAY_NOT_READ_LEADS", []],
            "nobody": [401, "NOT_SIGNED_IN", []],
        }  # fmt: skip

    async def test_is_typed(self, installed: Path) -> None:
        tsc = WEB / "node_modules" / "typescript" / "bin" / "tsc"
        status, out, err = await run("node", str(tsc), "-p", "tsconfig.json", at=installed)
        assert status == 0, out + err

    async def test_needs_nothing_of_the_web_app(self, installed: Path) -> None:
        text = (
            installed / "node_modules" / "@ringdesk" / "client" / "dist" / "index.js"
        ).read_text()
        assert "import.meta.env" not in text and 'from "' not in text
        assert len(text) < 60_000
