import json
from pathlib import Path

import pytest

from ringdesk.kernel.settings import Settings
from tests.cli.conftest import Ringdesk, environment_of

pytestmark = pytest.mark.anyio


async def test_the_document_is_the_same_bytes_everywhere(settings: Settings, folder: Path) -> None:
    """No database is asked: there is none at this address."""
    away = "postgresql://somebody@127.0.0.1:1/nothing"
    ringdesk = Ringdesk(environment_of(settings, away), away)
    printed = await ringdesk("openapi")
    elsewhere = await ringdesk("openapi", data_dir=str(folder / "elsewhere"), port="1234")
    assert (printed.code, printed.out) == (0, elsewhere.out)
    assert not (folder / "elsewhere").exists()
    assert list(printed.json["paths"]) == sorted(printed.json["paths"])
    await ringdesk("openapi", "--out", str(folder / "openapi.json"))
    assert json.loads((folder / "openapi.json").read_text()) == printed.json
