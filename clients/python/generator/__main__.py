"""Writes models.py, api.py and async_api.py out of openapi.json:
`python clients/python/generator [openapi.json [folder]]`."""

import json
import sys
from pathlib import Path

from doors import doors_of, written_api
from shapes import written_models

ROOT = Path(__file__).parents[3]
FOLDER = Path(__file__).parents[1] / "src" / "ringdesk_client"


def main(document: Path, folder: Path) -> None:
    told = json.loads(document.read_text())
    doors = doors_of(told)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "models.py").write_text(written_models(told, doors))
    (folder / "api.py").write_text(written_api(doors, waits=False))
    (folder / "async_api.py").write_text(written_api(doors, waits=True))


if __name__ == "__main__":
    given = [Path(one) for one in sys.argv[1:]]
    main(*(given + [ROOT / "openapi.json", FOLDER][len(given) :]))
