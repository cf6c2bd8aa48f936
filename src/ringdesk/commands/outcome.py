"""How a command ends: an exit code, and a sentence on standard error where it failed."""

import socket
import sys
from enum import IntEnum

from ringdesk.kernel.errors import AppError
from ringdesk.kernel.settings import BadSettings


class Code(IntEnum):
    OK = 0
    FAILED = 1
    USAGE = 2
    AUDIT_BROKEN = 3
    DATABASE = 4


class Failure(Exception):
    """Said as it is, without a trace."""

    def __init__(self, text: str, code: Code = Code.FAILED) -> None:
        super().__init__(text)
        self.code = code


def outcome_of(error: BaseException) -> tuple[str, Code]:
    """One sentence for a person, and the code for a program."""
    if isinstance(error, Failure):
        return str(error), error.code
    if isinstance(error, BadSettings):
        return str(error), Code.USAGE
    if isinstance(error, AppError):
        return sentence(error), Code.FAILED
    if is_of_the_database(error):
        from ringdesk.commands.advice import advice_on  # noqa: PLC0415 - it brings the driver

        return f"The database can't be used: {advice_on(error)}", Code.DATABASE
    if isinstance(error, RuntimeError):
        return first_line(error), Code.FAILED
    return f"{type(error).__name__}: {first_line(error)} (--debug shows where)", Code.FAILED


def sentence(error: AppError) -> str:
    """The error's own words, and what it says of single fields."""
    named = error.details.get("errors")
    fields = named if isinstance(named, list) else []
    said = [f"{one['field']}: {one['message']}" for one in fields if isinstance(one, dict)]
    return " ".join([error.text, *([f"({'; '.join(said)})"] if said else [])])


def first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__


def is_of_the_database(error: BaseException) -> bool:
    """Asked of what is loaded: a command that never met the driver need not import it now."""
    driver, db = sys.modules.get("asyncpg"), sys.modules.get("ringdesk.kernel.db")
    migrate = sys.modules.get("ringdesk.kernel.migrate")
    kinds: list[type[BaseException]] = [ConnectionError, socket.gaierror]
    if driver is not None:
        kinds += [driver.PostgresError, driver.InterfaceError]
    if db is not None:
        kinds.append(db.UnsafeDatabaseRole)
    if migrate is not None:
        kinds.append(migrate.DatabaseIsNewer)
    return isinstance(error, tuple(kinds))
