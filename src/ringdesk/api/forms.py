"""The fields beside a file in a form. Each is taken out: what is left nobody asked for."""

from collections.abc import AsyncIterator
from typing import Any

from litestar.datastructures import UploadFile

from ringdesk.kernel.errors import Invalid

PIECE = 256 * 1024


def file_in(form: dict[str, Any], name: str) -> UploadFile:
    """Invalid."""
    file = form.pop(name, None)
    if not isinstance(file, UploadFile):
        raise Invalid.field(name, "Send a file in this field")
    return file


async def pieces_of(file: UploadFile) -> AsyncIterator[bytes]:
    while piece := await file.read(PIECE):
        yield piece


def nothing_else_in(form: dict[str, Any]) -> None:
    """Invalid."""
    if form:
        raise Invalid.field(str(next(iter(form)))[:100], "There is no such field")


def text_in(form: dict[str, Any], name: str, *, most: int) -> str:
    """ "" if it is not there. Invalid."""
    value = form.pop(name, "")
    if not isinstance(value, str) or len(value) > most:
        raise Invalid.field(name, f"A text of at most {most} letters")
    if "\x00" in value:
        raise Invalid.field(name, "A text has no NUL")
    return value


def id_in(form: dict[str, Any], name: str) -> int | None:
    """None if it is not there, or empty. Invalid."""
    value = text_in(form, name, most=19)
    if not value:
        return None
    if not (value.isascii() and value.isdecimal()) or not 0 < int(value) < 2**63:
        raise Invalid.field(name, "An id")
    return int(value)
