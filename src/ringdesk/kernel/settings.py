"""What differs between installations. Read from the environment once, then frozen."""

import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from msgspec import Struct, ValidationError, convert
from msgspec.structs import fields

from ringdesk.kernel.proxies import Proxies

PREFIX = "RINGDESK_"
# RFC 7064 and 7065: a host (an IPv6 address in brackets), a port, and for TURN its transport.
ICE_URL = re.compile(
    r"(?:stuns?:|turns?:)(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::\d{1,5})?"
    r"(?:\?transport=(?:udp|tcp))?"
)
EGRESS_HOST = re.compile(r"(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::\d{1,5})?")
_SPAN = r"(?:[a-z]{3}(?:-[a-z]{3})? )?(?:[01]\d|2[0-4]):[0-5]\d-(?:[01]\d|2[0-4]):[0-5]\d"
HOURS = re.compile(rf"{_SPAN}(?:, *{_SPAN})*", re.ASCII)
LOOPBACK = ("127.0.0.1", "::1", "localhost")


class BadSettings(ValueError):
    """Said at start, in one sentence, before anything is served."""


class Settings(Struct, frozen=True, kw_only=True):
    """One field for each `RINGDESK_…` variable; lists are comma-separated."""

    host: str = "127.0.0.1"
    port: int = 8000
    data_dir: str = ""
    database_url: str = ""
    database_app_url: str = ""
    redis_url: str = ""
    db_pool_size: int = 16
    public_url: str = ""
    cors_origins: tuple[str, ...] = ()
    trusted_proxies: tuple[str, ...] = ()
    rate_limit_enabled: bool = True
    metrics_host: str = "127.0.0.1"
    metrics_port: int = 9464
    metrics_interval_s: float = 15
    setup_token: str = ""
    open_tenants: bool | None = None
    secret: str = ""
    dials: bool = True
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    s3_url: str = ""
    # Who was erased, outside the database, so that a restored one can be told again: a folder or
    # an s3:// address of its own, not what the backup holds. Default: `ledger` in the data folder.
    privacy_ledger: str = ""

    # Where the heads of the logs are kept, every hour: a folder or s3://bucket/prefix.
    audit_anchors: str = ""
    attachment_max_mb: int = 20
    import_max_mb: int = 200

    # When a number may be called, by the clock where it rings; 00:00-24:00 is always.
    calling_hours: str = "08:00-21:00"

    # Calls in the browser: STUN and TURN servers, and the secret that coturn shares with us.
    ice_servers: tuple[str, ...] = ()
    turn_secret: str = ""
    turn_lifetime_s: int = 3600

    # The sound of calls over SIP trunks: the address it comes in at, and the UDP ports that a
    # firewall lets through, first and last. 0: any.
    media_host: str = "0.0.0.0"  # noqa: S104 - trunks are elsewhere
    media_ports: tuple[int, int] = (0, 0)
    # How fast the carrier that only plays plays: at 10, a minute takes six seconds.
    telephony_simulation_speed: float = 1

    # Private hosts (`host` or `host:port`) that the first tenant's providers may reach, and secrets
    # that were replaced: what was sealed with them still opens.
    egress_allow: tuple[str, ...] = ()
    former_secrets: tuple[str, ...] = ()

    # The limits, one table: how many calls in how many seconds.
    limit_anonymous: tuple[int, int] = (100, 60)
    limit_person: tuple[int, int] = (1000, 3600)
    limit_web: tuple[int, int] = (600, 60)
    limit_refused: tuple[int, int] = (100, 900)
    limit_visits: tuple[int, int] = (60, 600)
    limit_left_messages: tuple[int, int] = (10, 600)
    limit_questions: tuple[int, int] = (60, 60)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        given = os.environ if environ is None else environ
        named = {field.name: value_of(given, PREFIX + field.name.upper()) for field in fields(cls)}
        raw = {name: value for name, value in named.items() if value not in (None, "")}
        for name, kind in cls.__annotations__.items():
            if name in raw and str(kind).startswith("tuple"):
                raw[name] = [part.strip() for part in str(raw[name]).split(",") if part.strip()]  # type: ignore[assignment]
        try:
            settings = convert(raw, cls, strict=False)
        except ValidationError as error:
            raise BadSettings(f"A {PREFIX}… setting is wrong: {error}") from error
        settings.check()
        return settings

    def check(self) -> None:
        if "*" in self.cors_origins:
            raise BadSettings("RINGDESK_CORS_ORIGINS takes exact origins, never *.")
        try:
            Proxies(self.trusted_proxies)
        except ValueError as error:
            raise BadSettings(f"RINGDESK_TRUSTED_PROXIES: {error}.") from error
        if self.public_url and urlsplit(self.public_url).scheme not in ("http", "https"):
            raise BadSettings("RINGDESK_PUBLIC_URL must begin with http:// or https://.")
        if self.secret and len(self.secret) < 32:
            raise BadSettings("RINGDESK_SECRET must have at least 32 characters.")
        if not 0 < self.telephony_simulation_speed <= 1000:
            raise BadSettings("RINGDESK_TELEPHONY_SIMULATION_SPEED must be above 0, 1000 at most.")
        for entry in self.egress_allow:
            if EGRESS_HOST.fullmatch(entry) is None:
                raise BadSettings(f"RINGDESK_EGRESS_ALLOW takes host or host:port, not {entry}")
        if HOURS.fullmatch(self.calling_hours) is None:
            raise BadSettings(
                "RINGDESK_CALLING_HOURS is such as 08:00-21:00, or by weekday "
                "mon-fri 08:00-20:00, sat 10:00-16:00"
            )
        self.check_ice()
        self.check_media()

    def check_media(self) -> None:
        first, last = self.media_ports
        if (first or last) and not 1024 <= first < last <= 65_535:
            raise BadSettings("RINGDESK_MEDIA_PORTS takes two ports, as 20000,20999.")

    def check_ice(self) -> None:
        for url in self.ice_servers:
            if ICE_URL.fullmatch(url) is None:
                raise BadSettings(f"RINGDESK_ICE_SERVERS: {url} is no stun: or turn: address.")
        if self.turn_servers and not self.turn_secret:
            raise BadSettings("RINGDESK_ICE_SERVERS has a TURN server: set RINGDESK_TURN_SECRET.")
        if self.turn_secret and len(self.turn_secret) < 16:
            raise BadSettings("RINGDESK_TURN_SECRET must have at least 16 characters.")
        if not 60 <= self.turn_lifetime_s <= 24 * 3600:
            raise BadSettings("RINGDESK_TURN_LIFETIME_S must be between 60 and 86400.")

    @property
    def turn_servers(self) -> tuple[str, ...]:
        return tuple(url for url in self.ice_servers if url.startswith(("turn:", "turns:")))

    @property
    def stun_servers(self) -> tuple[str, ...]:
        return tuple(url for url in self.ice_servers if url.startswith(("stun:", "stuns:")))

    @property
    def media(self) -> tuple[str, int, int]:
        return self.media_host, *self.media_ports

    @property
    def most_bytes(self) -> int:
        """Of a request's body: a file at its largest, and what multipart puts around it."""
        return (self.attachment_max_mb + 1) * 1024 * 1024

    @property
    def largest_import(self) -> int:
        """As `most_bytes`, of a file of leads."""
        return (self.import_max_mb + 1) * 1024 * 1024

    @property
    def on_loopback(self) -> bool:
        return self.host in LOOPBACK

    @property
    def strangers_may_open_tenants(self) -> bool:
        return self.on_loopback if self.open_tenants is None else self.open_tenants

    @property
    def address(self) -> str:
        """What links in mails begin with, and what people are told to open."""
        return self.public_url.rstrip("/") or f"http://{self.host}:{self.port}"

    @property
    def secure_cookies(self) -> bool:
        return self.address.startswith("https://")

    @property
    def folder(self) -> Path:
        return Path(self.data_dir) if self.data_dir else default_folder()

    @property
    def anchors_folder(self) -> Path:
        """Where heads of the logs are kept if not in a bucket."""
        return Path(self.audit_anchors) if self.audit_anchors else self.folder / "anchors"

    def secret_key(self) -> bytes:
        """What tokens are signed with: given, or made once and kept in the data folder."""
        if self.secret:
            return self.secret.encode()
        file = self.folder / "secret"
        if not file.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            try:
                opened = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
                with os.fdopen(opened, "w") as private:
                    private.write(secrets.token_hex(32))
            except FileExistsError:  # another process was first; its secret is as good
                pass
        return file.read_text().encode()


def value_of(given: Mapping[str, str], name: str) -> str | None:
    """Or what the file holds that `…_FILE` names: containers are handed secrets that way."""
    file = given.get(f"{name}_FILE")
    if given.get(name) or not file:
        return given.get(name)
    try:
        return Path(file).read_text().strip()
    except OSError as error:
        raise BadSettings(f"{name}_FILE can't be read: {error}") from error


def default_folder() -> Path:
    if os.geteuid() == 0:
        return Path("/var/lib/ringdesk")
    home = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(home) / "ringdesk"
