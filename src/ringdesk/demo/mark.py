"""How a data folder says that it holds the sample and nothing that anybody would miss."""

import os
import secrets
import shutil
from pathlib import Path

import msgspec

from ringdesk.kernel import embedded
from ringdesk.kernel.settings import Settings

FILE = "demo.json"
# Known to everybody, so only ever used where nobody but this machine can ask for it.
PASSWORD = "ringdesk-demo"


class NotADemo(RuntimeError):
    pass


class Mark(msgspec.Struct, frozen=True):
    """`loaded` is false while the sample is being written: what is found then is thrown away."""

    password: str
    loaded: bool = False


def demo_settings(settings: Settings) -> Settings:
    """A folder of its own inside the data folder: the sample never meets what is real. Its leads
    are nobody's numbers, so they are called at any hour, for whoever looks at it then."""
    return msgspec.structs.replace(
        settings, data_dir=str(settings.folder / "demo"), calling_hours="00:00-24:00"
    )


def mark_of(settings: Settings) -> Mark | None:
    file = settings.folder / FILE
    return msgspec.json.decode(file.read_bytes(), type=Mark) if file.exists() else None


def begin(settings: Settings) -> Mark:
    """Off loopback the password is a random one: others could sign in with the known one."""
    password = PASSWORD if settings.on_loopback else secrets.token_urlsafe(12)
    return keep(settings, Mark(password))


def finish(settings: Settings, mark: Mark) -> Mark:
    return keep(settings, msgspec.structs.replace(mark, loaded=True))


def keep(settings: Settings, mark: Mark) -> Mark:
    settings.folder.mkdir(parents=True, exist_ok=True)
    file = settings.folder / FILE
    with os.fdopen(os.open(file, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as kept:
        kept.write(msgspec.json.encode(mark))
    return mark


def clear(settings: Settings) -> None:
    """Throw the sample away. NotADemo for a folder without our mark, or a database that was
    brought: what we did not make we don't delete."""
    if settings.database_url:
        raise NotADemo("The database was brought: empty it yourself, then start the demo again.")
    if mark_of(settings) is None:
        raise NotADemo(f"{settings.folder} is not marked as a demo: nothing was deleted.")
    database: Path = embedded.reachable(settings.folder / "postgres")
    for place in (database, settings.folder / "files"):
        shutil.rmtree(place, ignore_errors=True)
    (settings.folder / FILE).unlink()
