"""The carrier `twilio`. Facts about its interface: docs/adr/0034-twilio.md."""

from datetime import UTC, datetime, timedelta
from typing import Any

from ringdesk.domains.telephony.apologies import apology
from ringdesk.domains.telephony.carrier import (
    CallState,
    CarrierRefused,
    CarrierSilent,
    DialRequest,
    Health,
    Listener,
    Placed,
)
from ringdesk.domains.telephony.models import Asked, Setup
from ringdesk.domains.telephony.plans import (
    LEAST_RING_S,
    HangUp,
    Plan,
    Say,
    ToConference,
    ToMixer,
    ToNumber,
)
from ringdesk.domains.telephony.twilio.addresses import Addresses, rest_of
from ringdesk.domains.telephony.twilio.client import client_of
from ringdesk.domains.telephony.twilio.faults import IS_OVER, understood
from ringdesk.domains.telephony.twilio.streams import Messages, Press, Send, Streams
from ringdesk.domains.telephony.twilio.twiml import written
from ringdesk.domains.telephony.twilio.words import KINDS
from ringdesk.kernel.egress import Egress
from ringdesk.kernel.kept import Kept
from ringdesk.kernel.twilio import is_signed

LONGEST_RING_S = 120
# How long after we asked a call may still turn up at Twilio: our own patience, and as much again
# for what stood in a queue on the way. Until then "not there" is no answer.
CERTAIN_AFTER = timedelta(seconds=60)
CLOCKS_DIFFER = timedelta(seconds=30)
MOST_CANDIDATES = 20
EVENTS = ["initiated", "ringing", "answered", "completed"]


class TwilioCarrier:
    name = "twilio"

    def __init__(
        self, egress: Egress, address: str, streams: Streams, setup: Setup, listener: Listener
    ) -> None:
        self.setup, self.tell, self._streams = setup, listener, streams
        self.addresses = Addresses(address.rstrip("/"), setup.key)
        self._kept = Kept()
        # The library's own types are incomplete.
        self._client: Any = client_of(egress, setup, self._kept)
        self.certain_after = CERTAIN_AFTER

    async def close(self) -> None:
        await self._kept.close()

    @property
    def inbound_url(self) -> str:
        return self.addresses.inbound()

    def is_signed(self, url: str, params: object, signature: str) -> bool:
        """Whether Twilio sent this: with the account's token, to this very address."""
        return is_signed(self.setup.secrets.get("auth_token", ""), url, params, signature)

    async def dial(self, request: DialRequest) -> Placed:
        """CarrierRefused, CarrierSilent. Twilio knows no key that would make this idempotent; the
        trunk asks once."""
        if not request.from_number:
            raise CarrierRefused("Twilio needs a caller id: add one to the carrier")
        try:
            rest = rest_of(self.setup.tenant_id, request.attempt)
        except ValueError as error:
            raise CarrierRefused(str(error)) from error
        with understood():
            made = await self._client.calls.create_async(
                to=request.to_number, from_=request.from_number, method="POST",
                url=self.addresses.of("twiml", rest), status_callback_event=EVENTS,
                status_callback=self.addresses.of("status", rest), status_callback_method="POST",
                timeout=min(max(request.ring_timeout_s, LEAST_RING_S), LONGEST_RING_S),
                **self._detection(request, rest), **self._recording(request, rest),
            )  # fmt: skip
            return Placed(str(made.sid))

    def _detection(self, request: DialRequest, rest: str) -> dict[str, object]:
        """Asynchronously: whoever took the call is connected while Twilio listens."""
        if not request.detect_machine:
            return {}
        return {
            "machine_detection": "Enable", "async_amd": "true",
            "async_amd_status_callback": self.addresses.of("amd", rest),
            "async_amd_status_callback_method": "POST",
        }  # fmt: skip

    def _recording(self, request: DialRequest, rest: str) -> dict[str, object]:
        if not request.record:
            return {}
        return {
            "record": True, "recording_channels": "dual",
            "recording_status_callback": self.addresses.of("recording", rest),
            "recording_status_callback_event": ["completed"],
        }  # fmt: skip

    async def hang_up(self, carrier_call_id: str) -> None:
        """CarrierSilent. `completed` ends a call that rings as well as one that talks."""
        try:
            await self._change(carrier_call_id, status="completed")
        except CarrierRefused as error:
            if error.code not in IS_OVER:
                raise CarrierSilent(error.says) from error

    async def transfer(self, carrier_call_id: str, to_number: str) -> None:
        """CarrierRefused, CarrierSilent."""
        await self._redirect(carrier_call_id, (ToNumber(to_number),))

    async def apologise(self, carrier_call_id: str) -> None:
        """Nobody is free: says who called, and hangs up. CarrierRefused, CarrierSilent."""
        settings = self.setup.settings
        name, number = settings["abandon_name"], settings["abandon_number"]
        said = [Say(apology(settings["language"], name, number), settings["language"])]
        await self._redirect(carrier_call_id, (*(said if name and number else []), HangUp()))

    async def _redirect(self, carrier_call_id: str, plan: Plan) -> None:
        await self._change(carrier_call_id, twiml=written(plan, self.addresses, ""))

    async def _change(self, carrier_call_id: str, **what: str) -> None:
        with understood():
            await self._client.calls(carrier_call_id).update_async(**what)

    async def look_up(self, attempt: str, carrier_call_id: str | None) -> CallState | None:
        """CarrierSilent. Without an id: the call to the number that we asked for, from the one we
        asked with, made at that time, that is no other attempt's."""
        if carrier_call_id is not None:
            return await self._fetched(carrier_call_id)
        asked = await self.setup.recall(attempt)
        if asked is None:
            return None
        found = await self._candidates(asked)
        if len(found) > 1:
            raise CarrierSilent("Several calls of this account could be the one")
        if found:
            return _state(found[0])
        if datetime.now(UTC) - asked.asked_at < self.certain_after:
            raise CarrierSilent("It may still turn up")
        return None

    async def _fetched(self, carrier_call_id: str) -> CallState | None:
        try:
            with understood():
                return _state(await self._client.calls(carrier_call_id).fetch_async())
        except CarrierRefused as error:
            if error.code in IS_OVER:
                return None
            raise CarrierSilent(error.says) from error

    async def _candidates(self, asked: Asked) -> list[Any]:
        """Not filtered by start: a call that stands in Twilio's queue has none yet."""
        since, until = asked.asked_at - CLOCKS_DIFFER, asked.asked_at + 2 * CERTAIN_AFTER
        try:
            with understood():
                calls = await self._client.calls.list_async(
                    to=asked.to_number, from_=asked.from_number, limit=MOST_CANDIDATES
                )
        except CarrierRefused as error:
            raise CarrierSilent(error.says) from error
        fits = [one for one in calls if since <= _aware(one.date_created) <= until]
        return [one for one in fits if not await self.setup.is_taken(one.sid, asked.attempt)]

    async def health(self) -> Health:
        """Whether the account may call; and whether it could call us back."""
        account = self.setup.settings["account_sid"]
        try:
            with understood():
                found = await self._client.api.accounts(account).fetch_async()
        except (CarrierRefused, CarrierSilent) as error:
            return Health(ok=False, says=str(error))
        if found.status != "active":
            return Health(ok=False, says=f"The Twilio account is {found.status}")
        if not self._can_be_called_back:
            return Health(ok=False, says="Set RINGDESK_PUBLIC_URL to an https address: Twilio"
                          " tells us there what becomes of a call")  # fmt: skip
        return Health(ok=True, says=f"Account {found.friendly_name} is active")

    @property
    def _can_be_called_back(self) -> bool:
        """Twilio itself reaches public addresses only; one that stands in for it reaches more."""
        own = not self.setup.settings["base_url"]
        return not own or self.addresses.public.startswith("https://")

    # Its sound.

    @property
    def mixes(self) -> bool:
        """Whether the sound of answered calls comes to us."""
        return bool(self.setup.settings["connect"] == "stream")

    async def expect_sound(self, carrier_call_id: str, attempt: str) -> None:
        await self._streams.expect((self.setup.key, carrier_call_id), attempt)

    async def end_sound(self, carrier_call_id: str) -> None:
        await self._streams.end((self.setup.key, carrier_call_id))

    async def carry_sound(self, messages: Messages, send: Send, press: Press) -> None:
        await self._streams.carry(self.setup.key, messages, send, press)

    def plan(self, rest: str) -> Plan:
        """Where nobody decides otherwise."""
        if not self.mixes:
            return (ToConference(f"ringdesk-{rest}"),)
        return (ToMixer(),)


def _state(call: Any) -> CallState:  # noqa: ANN401 - the library's types are incomplete
    """ValueError for a state that Twilio has not had so far."""
    duration = call.duration
    return CallState(
        carrier_call_id=str(call.sid), kind=KINDS[str(call.status)],
        duration_s=int(duration) if duration is not None else None,
    )  # fmt: skip


def _aware(at: datetime | None) -> datetime:
    if at is None:
        return datetime.min.replace(tzinfo=UTC)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
