"""JSON bodies, taken at their word: `"1"` is no number, and a form is no JSON.

Litestar would convert a body as leniently as a query; here it is decoded straight into the route's
shape, which is also the faster way.
"""

from collections.abc import AsyncGenerator
from functools import cache
from typing import Any, get_args

from litestar import Request
from litestar.datastructures import State
from litestar.exceptions import InternalServerException
from msgspec import DecodeError, Struct, ValidationError, convert, json
from msgspec.structs import FieldInfo, fields
from typing_extensions import override

from ringdesk.api.visit import Visit
from ringdesk.kernel.errors import Invalid, NotAllowed, NotSignedIn, TooLarge

MOST_JSON_BYTES = 1024 * 1024
JSON = "application/json"


PUBLIC = {"public": True}  # a route's `opt`: its body is read without a token
# And this: it may be as large as a file of leads, from those who may import any.
LARGE = {"large": "leads:import"}


class StrictRequest(Request[Any, Any, State]):
    """Reads no body of a caller without a token of ours: there is nothing to say but 401."""

    @override
    async def stream(self) -> AsyncGenerator[bytes, None]:
        visit: Visit = self.scope["visit"]  # type: ignore[typeddict-item]
        if not self.route_handler.opt.get("public") and not visit.has_signed_token:
            raise NotSignedIn
        most = await self._most_bytes(visit)
        length = 0
        try:
            async for part in super().stream():
                length += len(part)
                if most is not None and length > most:
                    raise TooLarge(most_bytes=most)
                yield part
        except InternalServerException as error:  # the caller hung up: nobody hears this
            raise Invalid.field("", "The body ended early") from error

    async def _most_bytes(self, visit: Visit) -> int | None:
        """Where a route has a limit of its own. TooLarge, before anything is read; NotAllowed."""
        scope = self.route_handler.opt.get("large")
        if scope is None:
            return None
        if not (await visit.actor()).has(scope):
            raise NotAllowed(needs=scope)
        most: int = self.app.state.largest_import
        if (self.content_length or 0) > most:
            raise TooLarge(most_bytes=most)
        return most

    @override
    async def json(self) -> Any:
        field = self.route_handler.parsed_data_field
        require_json(self.content_type[0])
        content = await self.body()
        if len(content) > MOST_JSON_BYTES:
            raise TooLarge(most_bytes=MOST_JSON_BYTES)
        return as_shape(content, Any if field is None else field.annotation)


def require_json(kind: str) -> None:
    """A form of a foreign page can send text/plain, but never application/json unasked."""
    if kind not in ("", JSON):
        raise Invalid.field("Content-Type", f"Send {JSON}")


@cache
def decoder_of(shape: Any) -> "json.Decoder[Any]":  # noqa: ANN401 - any annotation
    return json.Decoder(shape)


def as_shape(content: bytes, shape: Any) -> Any:  # noqa: ANN401
    """The body as the route wants it; Invalid names every field that is not as it should be."""
    try:
        return decoder_of(shape).decode(content)
    except ValidationError as error:
        raise Invalid(errors=faults_of(content, shape, error)) from error
    except (DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Invalid.field("", "This is no JSON") from error


def faults_of(content: bytes, shape: Any, error: ValidationError) -> list[dict[str, str]]:  # noqa: ANN401
    """The decoder stops at the first fault; whoever fills in a form wants to know all."""
    whole = [{"field": "", "message": str(error)}]
    struct = next((one for one in (shape, *get_args(shape)) if is_struct(one)), None)
    try:
        given = json.decode(content)
    except (DecodeError, UnicodeDecodeError, RecursionError):
        return whole
    if struct is None or not isinstance(given, dict):
        return whole
    known = {field.encode_name: field for field in fields(struct)}
    found = [fault_of(given, name, field) for name, field in known.items()]
    unknown = [(str(name)[:100], "There is no such field") for name in given if name not in known]
    named = [*(one for one in found if one is not None), *unknown[:20]]
    return [{"field": name, "message": message} for name, message in named] or whole


def is_struct(shape: Any) -> bool:  # noqa: ANN401
    return isinstance(shape, type) and issubclass(shape, Struct)


def fault_of(given: dict[str, Any], name: str, field: FieldInfo) -> tuple[str, str] | None:
    if name not in given:
        return (name, "This field is required") if field.required else None
    try:
        convert(given[name], field.type)
    except ValidationError as error:
        return name, str(error)
    return None
