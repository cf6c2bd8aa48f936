"""What each kind of carrier takes as settings and credentials, and what is refused."""

import re
from typing import Annotated, Any, Literal, TypeAlias

from msgspec import Meta, Struct, ValidationError, convert, to_builtins

from ringdesk.domains.telephony.models import CarrierKind
from ringdesk.domains.telephony.tls import BadCertificate, tls_with
from ringdesk.kernel.errors import Invalid

MOST_CALLER_IDS = 100
LONGEST_NAME = 80
LONGEST_SECRET, LONGEST_CERTIFICATE = 200, 20_000
E164 = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)
HOST = r"^(?:[A-Za-z0-9]([A-Za-z0-9_.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])$"

Host: TypeAlias = Annotated[str, Meta(pattern=HOST, max_length=253)]
Port: TypeAlias = Annotated[int, Meta(ge=1, le=65535)]
Codec = Literal["PCMU", "PCMA"]
Text: TypeAlias = Annotated[str, Meta(max_length=200)]


class SimulationSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The same `seed` gives the same calls; at `speed` 10 a minute takes six seconds."""

    seed: Annotated[int, Meta(ge=0, le=2**31 - 1)] = 1
    speed: Annotated[float, Meta(ge=0.1, le=100)] = 1.0


class TwilioSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`base_url` is Twilio's own where it is empty. `connect`: how an answered call reaches an
    agent: its sound comes to our mixer (`stream`), or it waits in a room at Twilio (`conference`).
    `abandon_name` and `abandon_number` are said where no agent is free in time."""

    account_sid: Annotated[str, Meta(pattern=r"^AC[0-9a-fA-F]{32}$")]
    api_key_sid: Annotated[str, Meta(pattern=r"^(SK[0-9a-fA-F]{32})?$")] = ""
    base_url: Annotated[str, Meta(max_length=200, pattern=r"^(https?://[\x21-\x7e]+)?$")] = ""
    connect: Literal["stream", "conference"] = "stream"
    language: Annotated[str, Meta(pattern=r"^[a-z]{2}-[A-Z]{2}$")] = "en-US"
    abandon_name: Text = ""
    abandon_number: Text = ""


class SipSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`domain` is the realm of the addresses, the host where it is empty. `proxy`: where requests
    are sent instead of to the host. `registrar`: whether we register there, to be called; a trunk
    that takes no registrations calls `local_port`, which is any where it is 0. `inbound_percent` of
    the lines at most are for calls to us: who floods us with them cannot keep us from calling.
    `backups`: hosts that are asked, in their order, when the first is silent. `ca`: certificates
    (PEM) that a trunk's TLS is checked against, instead of those the system trusts. `srtp`: sound
    is encrypted, with keys that go by TLS, or there is no call."""

    host: Host
    port: Port = 5060
    transport: Literal["udp", "tcp", "tls"] = "udp"
    username: Annotated[str, Meta(max_length=100, pattern=r"^[\x21-\x7e]*$")] = ""
    domain: Annotated[str, Meta(max_length=253, pattern=HOST[:-1] + r"?$")] = ""
    proxy: Annotated[str, Meta(max_length=260, pattern=r"^[A-Za-z0-9_.:\[\]-]*$")] = ""
    codecs: Annotated[tuple[Codec, ...], Meta(min_length=1, max_length=2)] = ("PCMU", "PCMA")
    advertised_ip: Annotated[str, Meta(max_length=45, pattern=r"^[0-9A-Fa-f:.]*$")] = ""
    registrar: bool = False
    local_port: Annotated[int, Meta(ge=0, le=65535)] = 0
    inbound_percent: Annotated[int, Meta(ge=0, le=100)] = 75
    backups: Annotated[tuple[Host, ...], Meta(max_length=4)] = ()
    ca: Annotated[str, Meta(max_length=20_000)] = ""
    srtp: bool = False

    @property
    def next_hop(self) -> tuple[str, int]:
        """Host and port that requests are sent to; an IPv6 address without its brackets."""
        host, colon, port = self.proxy.rpartition(":")
        if colon and port.isdigit() and not host.endswith(":"):
            return host.strip("[]"), int(port)
        return (self.proxy or self.host).strip("[]"), self.port

    @property
    def next_hops(self) -> tuple[list[str], int]:
        """The hosts, in the order in which they are asked, and the port of all."""
        first, port = self.next_hop
        return [first, *(one.strip("[]") for one in self.backups)], port


SHAPES: dict[CarrierKind, type[Struct]] = {
    "simulation": SimulationSettings, "twilio": TwilioSettings, "sip": SipSettings,
}  # fmt: skip
CREDENTIALS: dict[CarrierKind, tuple[str, ...]] = {
    "simulation": (), "twilio": ("auth_token", "api_key_secret"),
    "sip": ("password", "certificate"),
}  # fmt: skip
# What a key is good for: who moves a carrier there must know its credentials.
ADDRESS: dict[CarrierKind, tuple[str, ...]] = {
    "simulation": (), "twilio": ("base_url", "account_sid"),
    "sip": ("host", "port", "proxy", "backups", "transport", "ca"),
}  # fmt: skip


def checked_settings(kind: CarrierKind, given: dict[str, Any]) -> dict[str, Any]:
    """With the defaults put in. Invalid."""
    try:
        found: dict[str, Any] = to_builtins(convert(given, SHAPES[kind]))
    except ValidationError as error:
        raise Invalid.field("settings", str(error)) from error
    if len(set(found.get("codecs", ()))) < len(found.get("codecs", ())):
        raise Invalid.field("settings", "A codec is named twice - at `$.codecs`")
    return found


def checked_credentials(kind: CarrierKind, given: dict[str, str | None]) -> dict[str, str | None]:
    """Invalid for a name that this kind has not, or what is no printable text."""
    for name, value in given.items():
        if name not in CREDENTIALS[kind]:
            raise Invalid.field("credentials", f"{kind} takes no such credential")
        if name == "certificate":
            if value is not None and not 0 < len(value) <= LONGEST_CERTIFICATE:
                raise Invalid.field("credentials", f"{name}: {LONGEST_CERTIFICATE} letters at most")
        elif value is not None and not (0 < len(value) <= LONGEST_SECRET and value.isprintable()):
            raise Invalid.field("credentials", f"{name}: 1 to {LONGEST_SECRET} printable letters")
    return given


def require_complete(kind: CarrierKind, settings: dict[str, Any], secrets: dict[str, str]) -> None:
    """Twilio's webhooks are signed with the account's token, whatever else we sign in with."""
    if kind == "sip":
        require_tls(convert(settings, SipSettings), secrets.get("certificate", ""))
    if kind == "twilio" and "auth_token" not in secrets:
        raise Invalid.field("credentials", "auth_token is needed")
    if kind == "twilio" and bool(settings["api_key_sid"]) != ("api_key_secret" in secrets):
        raise Invalid.field("credentials", "api_key_sid and api_key_secret go together")


def require_tls(settings: SipSettings, certificate: str) -> None:
    """Invalid: what is given for it can be used, and is given for nothing else."""
    if settings.transport != "tls":
        if settings.ca or certificate or settings.srtp:
            raise Invalid.field("settings", "ca, certificate and srtp need the transport tls")
        return
    try:
        tls_with(settings.ca, certificate)
    except BadCertificate as error:
        raise Invalid.field("settings", str(error)) from error


def checked_caller_ids(given: list[str]) -> list[str]:
    """E.164, each once, in the order given."""
    for one in given:
        if E164.fullmatch(one) is None:
            raise Invalid.field("caller_ids", "Numbers as +14155550123")
    tidy = list(dict.fromkeys(given))
    if len(tidy) > MOST_CALLER_IDS:
        raise Invalid.field("caller_ids", f"{MOST_CALLER_IDS} at most")
    return tidy


def checked_name(given: str) -> str:
    tidy = " ".join(given.split())
    if not 0 < len(tidy) <= LONGEST_NAME or not tidy.isprintable():
        raise Invalid.field("name", f"1 to {LONGEST_NAME} letters")
    return tidy
