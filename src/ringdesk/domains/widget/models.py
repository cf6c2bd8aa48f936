from datetime import datetime
from typing import Literal, get_args

from msgspec import UNSET, Struct, UnsetType, field

Channel = Literal["chat", "voice", "video", "bot"]
Theme = Literal["auto", "light", "dark"]
Position = Literal["left", "right"]
Locale = Literal["auto", "en", "de", "ru", "es", "ar"]
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
CHANNELS: tuple[Channel, ...] = get_args(Channel)
LOCALES: tuple[Locale, ...] = get_args(Locale)
DAYS: tuple[Day, ...] = get_args(Day)


class Hours(Struct, frozen=True):
    """A stretch of one weekday, in the widget's time zone; `closes` may be 24:00."""

    day: Day
    opens: str
    closes: str


class WidgetSettings(Struct, frozen=True):
    """A tenant's widget. `workspace` is its public key, None until it is set up; `hours` are
    "mon 09:00-17:00", none meaning always; `identity_secret` is sealed."""

    workspace: str | None = None
    enabled: bool = False
    allowed_origins: list[str] = []
    identity_secret: str | None = None
    identity_secret_made_at: datetime | None = None
    channels: list[Channel] = field(default_factory=lambda: ["chat", "bot"])
    colour: str = "#2f55c8"
    theme: Theme = "auto"
    position: Position = "right"
    title: str = ""
    greeting: str = ""
    locale: Locale = "auto"
    consent_text: str = ""
    privacy_url: str = ""
    offline_message: str = ""
    hours: list[str] = []
    timezone: str = "UTC"


class WidgetChanges(Struct, frozen=True, kw_only=True):
    """Only what is set is changed."""

    enabled: bool | UnsetType = UNSET
    allowed_origins: list[str] | UnsetType = UNSET
    channels: list[Channel] | UnsetType = UNSET
    colour: str | UnsetType = UNSET
    theme: Theme | UnsetType = UNSET
    position: Position | UnsetType = UNSET
    title: str | UnsetType = UNSET
    greeting: str | UnsetType = UNSET
    locale: Locale | UnsetType = UNSET
    consent_text: str | UnsetType = UNSET
    privacy_url: str | UnsetType = UNSET
    offline_message: str | UnsetType = UNSET
    hours: list[Hours] | UnsetType = UNSET
    timezone: str | UnsetType = UNSET

    def given(self) -> dict[str, object]:
        return {
            name: value
            for name in self.__struct_fields__
            if (value := getattr(self, name)) is not UNSET
        }


class Claim(Struct, frozen=True, kw_only=True):
    """Who a page says its visitor is. Only `external_id` is signed: the rest is a label."""

    external_id: str | None = None
    name: str = ""
    email: str = ""
    hmac: str | None = None
