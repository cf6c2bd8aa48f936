"""What callers send about messages, for both families of doors."""

from typing import Annotated, Any, TypeAlias

from msgspec import UNSET, Meta, UnsetType, field

from ringdesk.api.door import Id, In
from ringdesk.domains import messaging

Recipient = Annotated[str, Meta(min_length=1, max_length=254)]
Name = Annotated[str, Meta(min_length=1, max_length=120)]
Subject = Annotated[str, Meta(max_length=300)]
Body = Annotated[str, Meta(max_length=50_000)]
Html = Annotated[str, Meta(max_length=200_000)]
Language = Annotated[str, Meta(max_length=10)]
Number = Annotated[str, Meta(min_length=1, max_length=40)]
Variables = Annotated[
    dict[Annotated[str, Meta(max_length=40)], Annotated[str, Meta(max_length=5_000)]],
    Meta(max_length=50),
]
Key = Annotated[str, Meta(min_length=1, max_length=60)]
Secret = Annotated[str, Meta(min_length=1, max_length=8_000)]
ProviderName = Annotated[str, Meta(min_length=1, max_length=80)]
Settings = Annotated[dict[Key, Any], Meta(max_length=30)]
Credentials = Annotated[dict[Key, Secret | None], Meta(max_length=10)]
Sender = Annotated[str, Meta(max_length=254)]
SenderName = Annotated[str, Meta(max_length=100)]
Rate = Annotated[float, Meta(ge=0.001, le=10_000)]
Place = Annotated[int, Meta(ge=0, le=1000)]
Texts: TypeAlias = Annotated[list["TextIn"], Meta(min_length=1, max_length=30)]


class TextIn(In, frozen=True, kw_only=True):
    """The words in one language; `subject` for e-mail and push, `html` for e-mail."""

    language: Annotated[str, Meta(min_length=2, max_length=10)]
    body: Annotated[str, Meta(min_length=1, max_length=50_000)]
    subject: Subject = ""
    html: Html | None = None

    def text(self) -> messaging.TemplateText:
        return messaging.TemplateText(self.language, self.subject, self.body, self.html)


class SendIn(In, frozen=True, kw_only=True):
    """With `template_id` its words go out, and `body` is a variable for them; without, `body` is
    the text (administrators). `person_id`: whose address it is, where that matters."""

    recipient: Recipient
    type: messaging.Channel
    template_id: Number | None = None
    body: Body = ""
    subject: Subject = ""
    variables: Variables = field(default_factory=dict)
    language: Language = ""
    purpose: messaging.Purpose = "service"
    person_id: Id | None = None


class ProviderIn(In, frozen=True, kw_only=True):
    """`settings` and `credentials` by kind: see docs/messages.md."""

    channel: messaging.Channel
    kind: messaging.ProviderKind
    name: ProviderName
    settings: Settings = field(default_factory=dict)
    credentials: Credentials = field(default_factory=dict)
    sender: Sender = ""
    sender_name: SenderName = ""
    per_second: Rate | UnsetType = UNSET
    position: Place | UnsetType = UNSET
    enabled: bool = True


class ChangeProvider(In, frozen=True, kw_only=True):
    """What is not given stays. `settings` replace the former as a whole; of `credentials` those
    given replace their like, null takes one away."""

    name: ProviderName | UnsetType = UNSET
    settings: Settings | UnsetType = UNSET
    credentials: Credentials | UnsetType = UNSET
    sender: Sender | UnsetType = UNSET
    sender_name: SenderName | UnsetType = UNSET
    per_second: Rate | UnsetType = UNSET
    position: Place | UnsetType = UNSET
    enabled: bool | UnsetType = UNSET


class TemplateIn(In, frozen=True, kw_only=True):
    """The first language stands in where one is missing. `provider_template`: its name at the
    provider, where templates are approved there (WhatsApp)."""

    name: Name
    type: messaging.Channel
    texts: Texts
    purpose: messaging.Purpose = "service"
    provider_template: Annotated[str, Meta(max_length=200)] = ""


class ChangeTemplate(In, frozen=True, kw_only=True):
    """What is not given stays; `texts` replace all languages."""

    name: Name | UnsetType = UNSET
    purpose: messaging.Purpose | UnsetType = UNSET
    language: Language | UnsetType = UNSET
    provider_template: Annotated[str, Meta(max_length=200)] | UnsetType = UNSET
    texts: Texts | UnsetType = UNSET


class PreviewIn(In, frozen=True, kw_only=True):
    """Of words that may not be stored yet. Variables that are missing stay visible."""

    type: messaging.Channel
    text: TextIn
    variables: Variables = field(default_factory=dict)


class SuppressIn(In, frozen=True, kw_only=True):
    channel: messaging.Channel
    address: Recipient
    note: Annotated[str, Meta(max_length=500)] = ""


class TestIn(In, frozen=True, kw_only=True):
    recipient: Recipient
