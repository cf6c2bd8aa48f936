"""Where Twilio finds us. The addresses name carrier and call; Twilio signs the whole of them."""

from typing import Literal
from urllib.parse import quote
from uuid import UUID

from msgspec import Struct

PATH = "/telephony/twilio"
INBOUND = "in-"  # what names a call to us, before Twilio's own name for it
TwilioTopic = Literal["status", "twiml", "amd", "recording", "inbound"]
# What Twilio does when we don't answer: twice more, also after a 5xx, within fifteen seconds. The
# fragment is for Twilio alone; it is neither sent nor signed.
PATIENCE = "#ct=3000&rt=5000&rc=2&rp=5xx,ct,rt"


class Addresses(Struct, frozen=True):
    """`public` is what `RINGDESK_PUBLIC_URL` says."""

    public: str
    key: str

    def of(self, topic: TwilioTopic, rest: str, *, step: int | None = None) -> str:
        """`rest`: what names an attempt within its tenant."""
        more = "" if step is None else f"&step={step}"
        return f"{self.public}{PATH}/{self.key}/{topic}?call={quote(rest, safe='')}{more}{PATIENCE}"

    def inbound(self) -> str:
        """To be entered with the number at Twilio."""
        return f"{self.public}{PATH}/{self.key}/inbound"

    def media(self) -> str:
        """Twilio takes no query here; the call is named by a parameter."""
        return f"ws{self.public.removeprefix('http')}{PATH}/{self.key}/media"


def rest_of(tenant_id: UUID, attempt: str) -> str:
    """An attempt is `<tenant>:<rest>`; the tenant is in the address' key, so that no carrier can
    speak of another tenant's call. ValueError."""
    whose, colon, rest = attempt.partition(":")
    if whose != str(tenant_id) or not colon or not rest:
        raise ValueError(f"{attempt} is no attempt of this tenant")
    return rest


def attempt_of(tenant_id: UUID, rest: str) -> str:
    """A call to us was attempted by nobody: what stands for it begins with `in:`, as with every
    carrier."""
    if rest.startswith(INBOUND):
        return f"in:{rest.removeprefix(INBOUND)}"
    return f"{tenant_id}:{rest}"
