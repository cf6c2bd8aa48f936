"""The calls of the fake Twilio: what happens in one, and what is reported of it."""

import asyncio
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Literal, Self
from urllib.parse import parse_qs, urldefrag
from xml.etree import ElementTree

from msgspec import Struct
from twilio.request_validator import RequestValidator

from ringdesk.domains.telephony.fakes.posting import Poster
from ringdesk.domains.telephony.fakes.twilio_streams import Stream

FINAL = frozenset({"completed", "busy", "no-answer", "failed", "canceled"})
Outcome = Literal["human", "busy", "no-answer", "missing", "unavailable", "machine", "keys"]
BY_DIGIT: dict[str, Outcome] = {
    "2": "busy", "3": "no-answer", "4": "missing", "5": "unavailable", "6": "machine", "7": "keys",
}  # fmt: skip
EVENT_OF = {"in-progress": "answered", "ringing": "ringing", "initiated": "initiated"}
TALKS = ("Dial", "Connect", "Conference", "Stream")


class Behaviour(Struct, kw_only=True):
    """Seconds. `repeats`: each callback comes so many times more. `reorders`: those of a call come
    when it is over, the last one first. `loses_answers`: so many calls are placed, and the answer
    never comes. `fails_with`: every request gets this status. `streams`: sound that is asked for
    is brought: the called person says `says` (G.711) and presses `keys`."""

    ring_s: float = 0.01
    answer_s: float = 0.02
    talk_s: float = 0.1
    amd_s: float = 0.02
    no_answer_s: float = 0.05
    repeats: int = 0
    reorders: bool = False
    loses_answers: int = 0
    fails_with: int = 0
    most_per_second: float = 1e9
    account_status: str = "active"
    foreign_numbers: frozenset[str] = frozenset()
    spread: Callable[[], float] = lambda: 0.5
    streams: bool = False
    says: bytes = b"\xff" * 160
    keys: str = ""

    def around(self, seconds: float) -> float:
        return seconds * (0.5 + self.spread())


class Sent(Struct, frozen=True):
    url: str
    form: dict[str, str]
    status: int
    body: str


class Callbacks:
    """Sends what Twilio would, signed with the account's token. `sent` is all that was answered;
    `lost` what nobody took."""

    def __init__(self, token: str) -> None:
        self.token, self._validator = token, RequestValidator(token)
        self.sent: list[Sent] = []
        self.lost: list[str] = []
        self.count = 0
        self.keeps = True

    async def __aenter__(self) -> Self:
        self._poster = Poster()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._poster.close()

    async def send(self, url: str, form: dict[str, str]) -> str:
        """Tries again as the address' own fragment says."""
        plain, fragment = urldefrag(url)
        tries = 1 + int(parse_qs(fragment).get("rc", ["1"])[0])
        signature = "X-Twilio-Signature", str(self._validator.compute_signature(plain, form))
        for _ in range(tries):
            try:
                status, answer = await self._poster.post(plain, form, signature)
            except (OSError, TimeoutError):
                continue
            self.count += 1
            if self.keeps:
                self.sent.append(Sent(plain, form, status, answer))
            if status < 500:
                return answer if status == 200 else ""
        self.lost.append(plain)
        return ""


class FakeCall:
    def __init__(
        self, account: str, given: dict[str, str], events: list[str], callbacks: Callbacks,
        behaviour: Behaviour, address: str, *, inbound: bool = False,
    ) -> None:  # fmt: skip
        self.sid = f"CA{secrets.token_hex(16)}"
        self.to, self.caller = given["To"], given["From"]
        self.status, self.inbound = ("ringing" if inbound else "queued"), inbound
        self.created, self.answered_at = datetime.now(UTC), None
        self.duration: int | None = None
        self.spoken: list[str] = []
        self.twiml: list[str] = []
        self.given = given
        self._account, self._events, self._address = account, events, address
        self._callbacks, self._behaviour = callbacks, behaviour
        self._sequence, self._held = 0, list[tuple[str, dict[str, str]]]()
        self._hung_up, self._redirected = asyncio.Event(), asyncio.Event()
        self._next = ""
        self.stream: Stream | None = None

    @property
    def is_over(self) -> bool:
        return self.status in FINAL

    @property
    def outcome(self) -> Outcome:
        return BY_DIGIT.get(self.to[-1], "human")

    def shown(self) -> dict[str, object]:
        """As the REST API shows a call."""
        return {
            "sid": self.sid, "account_sid": self._account, "to": self.to, "from": self.caller,
            "status": self.status, "date_created": format_datetime(self.created),
            "date_updated": format_datetime(self.created), "start_time": None, "end_time": None,
            "duration": None if self.duration is None else str(self.duration),
            "direction": "inbound" if self.inbound else "outbound-api", "answered_by": None,
        }  # fmt: skip

    def hang_up(self) -> None:
        self._hung_up.set()

    def redirect(self, twiml: str) -> None:
        self._next = twiml
        self._redirected.set()

    async def run(self) -> None:
        behaviour = self._behaviour
        if not self.inbound:
            await self._becomes("initiated")
            await self._pause(behaviour.around(behaviour.ring_s))
            await self._becomes("ringing")
        if self._hung_up.is_set():
            return await self._over("canceled")
        match self.outcome:
            case "busy":
                await self._pause(behaviour.answer_s)
                await self._over("busy", 486)
            case "no-answer":
                await self._pause(behaviour.no_answer_s)
                await self._over("canceled" if self._hung_up.is_set() else "no-answer")
            case "missing":
                await self._over("failed", 404)
            case "unavailable":
                await self._over("failed", 503)
            case _:
                await self._pause(behaviour.around(behaviour.answer_s))
                await self._answered()
        return None

    async def _pause(self, seconds: float) -> None:
        """Until then, or until somebody hangs up."""
        try:
            async with asyncio.timeout(seconds):
                await self._hung_up.wait()
        except TimeoutError:
            return

    async def _answered(self) -> None:
        if self._hung_up.is_set():
            return await self._over("canceled")
        began = asyncio.get_running_loop().time()
        await self._becomes("in-progress")
        detecting = asyncio.create_task(self._detect())
        await self._follow(await self._ask(self.given.get("Url", "")))
        await detecting
        self.duration = round(asyncio.get_running_loop().time() - began)
        await self._over("completed")
        await self._recorded()
        return None

    async def _detect(self) -> None:
        url = self.given.get("AsyncAmdStatusCallback")
        if url and self.given.get("AsyncAmd") == "true":
            await self._pause(self._behaviour.amd_s)
            found = "machine_start" if self.outcome == "machine" else "human"
            more = {"AnsweredBy": found, "MachineDetectionDuration": "2500"}
            await self._tell(url, more)

    async def _recorded(self) -> None:
        url = self.given.get("RecordingStatusCallback")
        if url and self.given.get("Record", "").lower() == "true":
            name = f"RE{secrets.token_hex(16)}"
            at = f"{self._address}/2010-04-01/Accounts/{self._account}/Recordings/{name}"
            await self._tell(url, {
                "RecordingSid": name, "RecordingUrl": at, "RecordingStatus": "completed",
                "RecordingDuration": str(self.duration or 0), "RecordingChannels": "2",
            })  # fmt: skip

    async def _ask(self, url: str, **more: str) -> str:
        return await self._callbacks.send(url, {**self._form(), **more}) if url else ""

    async def _follow(self, twiml: str) -> None:
        """Does what it is told, until there is nothing more to do."""
        while twiml and not self._hung_up.is_set():
            self.twiml.append(twiml)
            twiml = await self._perform(twiml)

    async def _perform(self, twiml: str) -> str:
        for step in ElementTree.fromstring(twiml):  # noqa: S314 - we wrote it
            if step.tag == "Say":
                self.spoken.append(step.text or "")
            elif step.tag in ("Hangup", "Reject"):
                return ""
            elif step.tag == "Gather":
                self.spoken += [one.text or "" for one in step]
                pressed = {"Digits": "1"} if self.outcome == "keys" else {"Digits": ""}
                await self._pause(self._behaviour.answer_s)
                return await self._ask(step.get("action", ""), **pressed)
            elif step.tag in TALKS:
                streaming = self._stream(step)
                try:
                    return await self._talk()
                finally:
                    if streaming is not None:
                        self._hung_up.set()
                        await streaming
        return ""

    def _stream(self, step: ElementTree.Element) -> asyncio.Task[None] | None:
        found = step.find("Stream")
        if found is None or not self._behaviour.streams:
            return None
        parameters = {one.get("name", ""): one.get("value", "") for one in found}
        token = self._callbacks.token
        self.stream = Stream(token, self._behaviour.says, self._behaviour.keys)
        url = found.get("url", "")
        return asyncio.create_task(
            self.stream.run(url, self.sid, self._account, parameters, self._hung_up)
        )

    async def _talk(self) -> str:
        over = asyncio.create_task(self._pause(self._behaviour.around(self._behaviour.talk_s)))
        moved = asyncio.create_task(self._redirected.wait())
        await asyncio.wait({over, moved}, return_when=asyncio.FIRST_COMPLETED)
        for task in (over, moved):
            task.cancel()
        if not self._redirected.is_set():
            return ""
        self._redirected.clear()
        return self._next

    async def _over(self, status: str, code: int | None = None) -> None:
        await self._becomes(status, code)
        for url, form in reversed(self._held):
            await self._callbacks.send(url, form)

    async def _becomes(self, status: str, code: int | None = None) -> None:
        self.status = "queued" if status == "initiated" else status
        url = self.given.get("StatusCallback")
        if not url or EVENT_OF.get(status, "completed") not in (self._events or ["completed"]):
            return
        more = {"SequenceNumber": str(self._sequence), "CallbackSource": "call-progress-events"}
        if code is not None:
            more["SipResponseCode"] = str(code)
        if status == "completed":
            more["CallDuration"] = str(self.duration or 0)
        self._sequence += 1
        await self._tell(url, {**more, "CallStatus": status})

    async def _tell(self, url: str, more: dict[str, str]) -> None:
        form = {**self._form(), **more, "Timestamp": format_datetime(datetime.now(UTC))}
        for _ in range(1 + self._behaviour.repeats):
            if self._behaviour.reorders and not self.is_over:
                self._held.append((url, form))
            else:
                await self._callbacks.send(url, form)

    def _form(self) -> dict[str, str]:
        return {
            "CallSid": self.sid, "AccountSid": self._account, "From": self.caller, "To": self.to,
            "CallStatus": self.status, "ApiVersion": "2010-04-01",
            "Direction": "inbound" if self.inbound else "outbound-api",
        }  # fmt: skip
