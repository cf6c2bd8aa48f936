"""Twilio's own library, on the house's one way out: each address is looked at."""

from base64 import b64encode
from collections.abc import Mapping
from hmac import compare_digest
from typing import Any
from urllib.parse import urlencode

from twilio.http.response import Response
from twilio.request_validator import RequestValidator

from ringdesk.kernel.egress import Bounds, Egress, EgressError
from ringdesk.kernel.kept import Kept

# What is asked of it must be known soon; what takes longer is looked up.
BOUNDS = Bounds(connect_s=5, read_s=10, total_s=15, most_bytes=2 * 1024 * 1024)


class NotSent(Exception):
    """Nothing reached Twilio, for certain."""


class AnswerLost(Exception):
    """The request may have reached Twilio."""


class EgressClient:
    """What the library sends by: as its `AsyncHttpClient`, whose own start would log addresses."""

    is_async = True

    def __init__(self, egress: Egress, *, at_home: bool, kept: Kept | None = None) -> None:
        """`kept`: its owner closes them."""
        self._egress, self._at_home, self._kept = egress, at_home, kept

    async def request(
        self, method: str, uri: str, params: Mapping[str, object] | None = None,
        data: Mapping[str, object] | None = None, headers: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None, **_: object,
    ) -> Response:  # fmt: skip
        """NotSent, AnswerLost. Time-out and redirects are not the library's to choose."""
        url = f"{uri}?{urlencode(params, doseq=True)}" if params else uri
        sent = {**(headers or {})}
        if auth is not None:
            sent["Authorization"] = f"Basic {b64encode(':'.join(auth).encode()).decode()}"
        body = urlencode(data, doseq=True).encode() if data else b""
        try:
            answer = await self._egress.send(
                method.upper(), url, headers=sent, content=body, bounds=BOUNDS,
                at_home=self._at_home, kept=self._kept,
            )  # fmt: skip
        except EgressError as error:
            raise (NotSent if error.was_not_sent else AnswerLost)(error.reason) from error
        return Response(answer.status, answer.body.decode("utf-8", "replace"), answer.headers)


def is_signed(token: str, url: str, params: object, signature: str) -> bool:
    """Whether Twilio sent this: with the account's token, to this very address. It is not of
    one mind about naming a port; the address as we gave it is right nearly always."""
    if not token:
        return False
    validator: Any = RequestValidator(token)  # the library's own types are incomplete
    right = str(validator.compute_signature(url, params))
    return compare_digest(right.encode(), signature.encode()) or bool(
        validator.validate(url, params, signature)
    )
