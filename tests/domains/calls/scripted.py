"""A carrier that does as it is told, for tests: it knows what it was asked for, or is silent."""

from datetime import UTC, datetime

from ringdesk.domains import telephony
from ringdesk.domains.telephony.models import Setup


class Scripted:
    """`silent_on`: acts whose answer is lost. `loses`: what it is asked for while silent never
    reaches it. `refuses`: the error of the next dial."""

    name = "sip"

    def __init__(self) -> None:
        self.dialled: list[telephony.DialRequest] = []
        self.hung_up: list[str] = []
        self.apologised_to: list[str] = []
        self.accepted: list[str] = []
        self.transferred: list[tuple[str, str]] = []
        self.states: dict[str, telephony.CallState] = {}
        self.silent_on: set[str] = set()
        self.loses = False
        self.refuses: telephony.CarrierRefused | None = None

    async def dial(self, request: telephony.DialRequest) -> telephony.Placed:
        if "dial" in self.silent_on and self.loses:
            raise telephony.CarrierSilent
        self.dialled.append(request)
        if self.refuses is not None:
            raise self.refuses
        sid = f"SIP-{request.attempt}"
        self.states[request.attempt] = telephony.CallState(carrier_call_id=sid, kind="ringing")
        if "dial" in self.silent_on:
            raise telephony.CarrierSilent
        return telephony.Placed(sid)

    def becomes(self, attempt: str, kind: telephony.Kind, duration_s: int | None = None) -> None:
        self.states[attempt] = telephony.CallState(
            carrier_call_id=f"SIP-{attempt}", kind=kind, duration_s=duration_s
        )

    async def hang_up(self, carrier_call_id: str) -> None:
        self.hung_up.append(carrier_call_id)

    async def apologise(self, carrier_call_id: str) -> None:
        self.apologised_to.append(carrier_call_id)

    async def accept(self, carrier_call_id: str) -> None:
        self.accepted.append(carrier_call_id)

    async def look_up(
        self, attempt: str, carrier_call_id: str | None
    ) -> telephony.CallState | None:
        if "look_up" in self.silent_on:
            raise telephony.CarrierSilent
        return self.states.get(attempt)

    async def transfer(self, carrier_call_id: str, to_number: str) -> None:
        if self.refuses is not None:
            raise self.refuses
        self.transferred.append((carrier_call_id, to_number))

    async def health(self) -> telephony.Health:
        return telephony.Health(ok=True)

    def make(self, setup: Setup, listener: object) -> "Scripted":
        return self


def said(
    attempt: str, seq: int, kind: telephony.Kind, *, duration_s: int | None = None,
    permanent: bool = False, detail: str = "",
) -> telephony.CarrierEvent:  # fmt: skip
    return telephony.CarrierEvent(
        attempt=attempt, carrier_call_id=f"SIP-{attempt}", seq=seq, kind=kind,
        at=datetime.now(UTC), duration_s=duration_s, permanent=permanent, detail=detail,
    )  # fmt: skip
