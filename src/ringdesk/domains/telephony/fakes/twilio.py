"""A small Twilio: its REST API for calls, and webhooks signed as its own, over real sockets.

What becomes of a call is told by the last digit of the number:
  2 busy · 3 nobody answers · 4 fails with SIP 404 · 5 fails with SIP 503 · 6 a machine answers ·
  7 a person who presses 1 wherever there is a menu · any other: a person answers.
Numbers that Twilio keeps for its test credentials are refused as there: +15005550001 (21217),
…2 (21214), …3 (21215), …4 (21216); what is no number with 21211.

    python -m ringdesk.domains.telephony.fakes.twilio --port 8810
"""

import argparse
import asyncio
import random
import re
import secrets
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic

import uvloop
from msgspec import Struct, field, json

from ringdesk.domains.telephony.fakes.twilio_calls import Behaviour, Callbacks, FakeCall
from ringdesk.kernel.small_http import Answer, Asked, HangUp, serve

API = "/2010-04-01/Accounts"
NUMBER = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)
REFUSED = {
    "+15005550001": 21217, "+15005550002": 21214, "+15005550003": 21215, "+15005550004": 21216,
}  # fmt: skip


class Fault(Exception):
    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status, self.code = status, code


class Account(Struct, frozen=True):
    sid: str = field(default_factory=lambda: f"AC{secrets.token_hex(16)}")
    token: str = field(default_factory=lambda: secrets.token_hex(16))
    key_sid: str = field(default_factory=lambda: f"SK{secrets.token_hex(16)}")
    key_secret: str = field(default_factory=lambda: secrets.token_hex(16))


class FakeTwilio:
    """`calls` by their SID, in the order in which they were placed. `behaviour` may be changed at
    any time. `asked` counts what came in, by path without names."""

    def __init__(self, account: Account | None = None, behaviour: Behaviour | None = None) -> None:
        self.account, self.behaviour = account or Account(), behaviour or Behaviour()
        self.calls: dict[str, FakeCall] = {}
        self.asked: list[tuple[str, str]] = []
        self.callbacks = Callbacks(self.account.token)
        self.address = ""
        self._placed: list[float] = []
        self._tasks: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def running(self, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator["FakeTwilio"]:
        server = await serve(self._handle, host, port)
        self.address = f"http://{host}:{server.sockets[0].getsockname()[1]}"
        try:
            async with self.callbacks:
                yield self
                for task in list(self._tasks):
                    task.cancel()
        finally:
            server.close()

    async def _handle(self, asked: Asked) -> Answer:
        self.asked.append((asked.method, asked.path))
        if self.behaviour.fails_with:
            return Answer(self.behaviour.fails_with, b'{"message": "Internal"}')
        try:
            self._require_account(asked)
            return await self._route(asked)
        except Fault as fault:
            body = {"code": fault.code, "message": str(fault), "status": fault.status}
            return Answer(fault.status, json.encode(body))

    def _require_account(self, asked: Asked) -> None:
        one = self.account
        known = {
            f"Basic {b64encode(pair.encode()).decode()}"
            for pair in (f"{one.sid}:{one.token}", f"{one.key_sid}:{one.key_secret}")
        }
        if asked.headers.get("authorization") not in known:
            raise Fault(401, 20003, "Authenticate")
        if not asked.path.startswith(f"{API}/{one.sid}"):
            raise Fault(404, 20404, "The requested resource was not found")

    async def _route(self, asked: Asked) -> Answer:
        rest = asked.path.removeprefix(f"{API}/{self.account.sid}").removesuffix(".json")
        match asked.method, rest.split("/"):
            case "GET", [""]:
                return shown({
                    "sid": self.account.sid, "status": self.behaviour.account_status,
                    "friendly_name": "Fake", "type": "Full",
                })  # fmt: skip
            case "POST", ["", "Calls"]:
                return await self._place(asked.form)
            case "GET", ["", "Calls"]:
                return self._list(asked.query)
            case "GET", ["", "Calls", sid]:
                return shown(self._call(sid).shown())
            case "POST", ["", "Calls", sid]:
                return self._change(self._call(sid), dict(asked.form))
            case "GET", ["", "Recordings", _]:
                return Answer(200, b"RIFF", "audio/x-wav")
        raise Fault(404, 20404, "The requested resource was not found")

    def _call(self, sid: str) -> FakeCall:
        if sid not in self.calls:
            raise Fault(404, 20404, "The requested resource was not found")
        return self.calls[sid]

    async def _place(self, form: list[tuple[str, str]]) -> Answer:
        given = dict(form)
        self._refuse(given)
        now = monotonic()
        self._placed = [one for one in self._placed if now - one < 1]
        if len(self._placed) >= self.behaviour.most_per_second:
            raise Fault(429, 20429, "Too Many Requests")
        self._placed.append(now)
        wanted = [value for name, value in form if name == "StatusCallbackEvent"]
        call = FakeCall(
            self.account.sid, given, wanted,
            self.callbacks, self.behaviour, self.address,
        )  # fmt: skip
        self.calls[call.sid] = call
        self._go(call)
        if self.behaviour.loses_answers > 0:
            self.behaviour.loses_answers -= 1
            raise HangUp
        return shown(call.shown(), 201)

    def _refuse(self, given: dict[str, str]) -> None:
        to, caller = given.get("To", ""), given.get("From", "")
        if NUMBER.fullmatch(to) is None:
            raise Fault(400, 21211, f"Invalid 'To' Phone Number: {to}")
        if code := REFUSED.get(to):
            raise Fault(400, code, "The phone number cannot be called")
        if NUMBER.fullmatch(caller) is None:
            raise Fault(400, 21212, f"Invalid 'From' Phone Number: {caller}")
        if caller in self.behaviour.foreign_numbers:
            raise Fault(400, 21210, "The From number is not verified for the account")

    def _go(self, call: FakeCall) -> None:
        task = asyncio.create_task(call.run())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _list(self, query: dict[str, str]) -> Answer:
        """Newest first, as Twilio does."""
        found = [
            call.shown() for call in reversed(self.calls.values())
            if call.to == query.get("To", call.to) and call.caller == query.get("From", call.caller)
        ]  # fmt: skip
        found = found[: int(query.get("PageSize", "50"))]
        return shown({"calls": found, "page": 0, "page_size": len(found), "next_page_uri": None})

    def _change(self, call: FakeCall, given: dict[str, str]) -> Answer:
        if call.is_over:
            raise Fault(400, 21220, "Call is not in-progress. Cannot redirect.")
        if given.get("Status") in ("completed", "canceled"):
            call.hang_up()
        elif "Twiml" in given:
            call.redirect(given["Twiml"])
        return shown(call.shown())

    async def ring(
        self, url: str, *, from_number: str, to_number: str, behaviour: Behaviour | None = None
    ) -> FakeCall:
        """Somebody calls a number of the account, whose address is `url`."""
        call = FakeCall(
            self.account.sid, {"To": to_number, "From": from_number, "Url": url}, [],
            self.callbacks, behaviour or self.behaviour, self.address, inbound=True,
        )  # fmt: skip
        self.calls[call.sid] = call
        self._go(call)
        return call


def shown(body: object, status: int = 200) -> Answer:
    return Answer(status, json.encode(body))


async def main() -> None:
    parser = argparse.ArgumentParser(description="A Twilio of one's own, on loopback.")
    parser.add_argument("--port", type=int, default=8810)
    parser.add_argument("--sid", default=None)
    parser.add_argument("--token", default=None)
    parser.add_argument("--talk", type=float, default=20.0, help="seconds")
    parser.add_argument("--ring", type=float, default=4.0, help="seconds")
    given = parser.parse_args()
    own = Account()
    account = Account(given.sid or own.sid, given.token or own.token)
    behaviour = Behaviour(ring_s=given.ring, talk_s=given.talk, amd_s=2.5, spread=random.random)
    async with FakeTwilio(account, behaviour).running(port=given.port) as fake:
        print(json.encode({"base_url": fake.address, "account_sid": account.sid,
                           "auth_token": account.token}).decode(), flush=True)  # fmt: skip
        await asyncio.Event().wait()


if __name__ == "__main__":
    uvloop.run(main())
