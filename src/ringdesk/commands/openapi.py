"""`ringdesk openapi`."""

from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from ringdesk.commands.terminal import say
from ringdesk.kernel.settings import Settings


def write(*, out: Path | None) -> None:
    """The document of what is served: the same bytes for the same program, on every machine."""
    text = document()
    if out is None:
        say(text)
    else:
        out.write_text(f"{text}\n", "utf-8")


def document() -> str:
    """Built with settings of its own, in a folder that goes away: nothing of this installation is
    in it, and no database is needed."""
    from ringdesk.wiring import build  # noqa: PLC0415 - for the one command that needs routes only

    with TemporaryDirectory() as folder:
        settings = Settings(data_dir=folder, secret="0" * 32)
        house = build(settings, "postgresql://nowhere/nothing", reacting=False)
        schema = house.rest.openapi_schema.to_schema()
    return msgspec.json.format(msgspec.json.encode(schema, order="sorted"), indent=2).decode()
