"""What every channel's adapter can do: hand one letter to a provider, and say what became of it.

An adapter knows no queue, no template and no person. The queue writes down that it is about to ask
before it asks, so an adapter is asked twice about one letter only if `look_up` said that the
provider never heard of it.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Literal, Protocol, TypeAlias, get_args
from uuid import UUID

from msgspec import Struct

from ringdesk.kernel.egress import Egress
from ringdesk.kernel.secrets import Vault
from ringdesk.kernel.work import Office

Channel = Literal["email", "sms", "whatsapp", "slack", "push"]
CHANNELS: tuple[Channel, ...] = get_args(Channel)
ProviderKind = Literal["smtp", "twilio", "smpp", "whatsapp", "slack", "webpush", "console"]
PROVIDER_KINDS: tuple[ProviderKind, ...] = get_args(ProviderKind)


class Enclosure(Struct, frozen=True):
    """A file that goes with a letter, read from the storage."""

    name: str
    content_type: str
    content: bytes


class Letter(Struct, frozen=True, kw_only=True):
    """`id`: "msg_…", unique in the installation: the provider's idempotency key, where it has one.
    `sender` and `sender_name` are the provider row's identity ("" is the account's own).
    `template` and `variables` are for channels whose provider keeps the templates (WhatsApp):
    `text` is the same thing rendered by us. `headers` hold no line breaks."""

    id: str
    channel: Channel
    recipient: str
    text: str
    sender: str = ""
    sender_name: str = ""
    subject: str = ""
    html: str | None = None
    reply_to: str | None = None
    template: str | None = None
    language: str = "en"
    variables: Mapping[str, str] = {}
    headers: Mapping[str, str] = {}
    attachments: tuple[Enclosure, ...] = ()


class Accepted(Struct, frozen=True):
    """The provider has it now; its own number of it, which receipts will name ("": none)."""

    provider_id: str


class Health(Struct, frozen=True):
    """`ok` false with the reason for people in `says`."""

    ok: bool
    says: str = ""


class Refused(Exception):
    """It was not taken, for certain. `permanent`: another attempt would end the same way.
    `suppress`: this address must not be written to again (a hard bounce)."""

    def __init__(self, reason: str, *, permanent: bool = True, suppress: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.permanent, self.suppress = reason[:500], permanent, suppress


class TryLater(Exception):
    """It was not taken, for certain, and may be later. `away`: the provider as a whole is: it
    rests, and the next in order is asked meanwhile."""

    def __init__(
        self, reason: str = "", *, retry_after_s: float | None = None, away: bool = False
    ) -> None:
        super().__init__(reason)
        self.reason, self.retry_after_s, self.away = reason[:500], retry_after_s, away


class CannotTell(Exception):
    """Nobody knows whether the provider took it: it is never sent again by itself."""

    def __init__(self, reason: str = "") -> None:
        super().__init__(reason)
        self.reason = reason[:500]


class Sender(Protocol):
    """One provider of one tenant. Built per batch of letters, closed after it, so a connection may
    be kept open meanwhile. `at_once`: how many letters it may be handed side by side."""

    at_once: int

    async def send(self, letter: Letter) -> Accepted:
        """Refused, TryLater: for certain not taken. CannotTell, and any other exception: unknown.
        Ends within 60 seconds."""

    async def look_up(self, letter: Letter, asked_at: datetime) -> Accepted | None:
        """After a crash in the middle of `send`. None: the provider never heard of it, or takes the
        same id only once: it is sent again. Raises CannotTell (most can't tell); TryLater: it is
        asked again."""

    async def check(self) -> Health:
        """How it is now; nothing is sent to find out."""

    async def close(self) -> None:
        """The batch is over."""


class Setup(Struct, frozen=True, kw_only=True):
    """What an adapter is built from. `settings` is of the kind's own shape; `key` names this row to
    the world (in a webhook's address), and is no secret; `at_home`: of the tenant whose staff runs
    the machine: it alone may reach private addresses, and only those that the operator named.
    `office` and `vault`: for adapters that keep something of their own (the browsers and the key of
    Web Push)."""

    tenant_id: UUID
    provider_id: int
    key: str
    settings: Any
    secrets: Mapping[str, str]
    sender: str
    sender_name: str
    at_home: bool
    egress: Egress
    office: Office
    vault: Vault
    public_url: str


class Credential(Struct, frozen=True):
    """Write-only; `lines`: entered in a box of several lines (a private key)."""

    name: str
    required: bool = True
    lines: bool = False


class Kind(Struct, frozen=True, kw_only=True):
    """A way to send on one channel. `settings`: a msgspec Struct (frozen, forbid_unknown_fields)
    whose fields are the form's. `place`: the settings that say where the credentials are sent: who
    changes those enters the credentials again. `sender`: whether a sender identity is needed, and
    `check_sender` raises Invalid for one that can't be. `per_second`: the limit to begin with."""

    channel: Channel
    kind: ProviderKind
    settings: type[Struct]
    make: Callable[[Setup], Sender]
    credentials: tuple[Credential, ...] = ()
    place: tuple[str, ...] = ()
    sender: Literal["needed", "optional", "none"] = "optional"
    check_sender: Callable[[str], str] = str
    address_of: Callable[[Any], str | None] = lambda _: None  # an URL to be looked at when entered
    host_of: Callable[[Any], tuple[str, int] | None] = lambda _: None  # the same, without HTTP
    ports: frozenset[int] | None = None  # where such servers are; others only for who is at home
    per_second: float = 10.0


Registry: TypeAlias = dict[tuple[Channel, ProviderKind], Kind]
KINDS: Registry = {}


def offer(*kinds: Kind) -> None:
    """Adapters make themselves known here; `channels/__init__.py` lists them all."""
    for one in kinds:
        KINDS[one.channel, one.kind] = one


def kind_of(channel: str, kind: str) -> Kind | None:
    return KINDS.get((channel, kind))  # type: ignore[arg-type]
