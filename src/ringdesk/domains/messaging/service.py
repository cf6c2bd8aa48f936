"""The one act by which anything goes out: written with the work that wants it, sent by the queue.

Nothing here asks a provider. What may not be sent is written down all the same, as `suppressed`
with the reason, so that whoever wonders why somebody got no mail finds it in the log.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct, json

from ringdesk.domains import consent, identity
from ringdesk.domains.messaging import addresses, policy, queries, rendering
from ringdesk.domains.messaging.channels.channel import Channel
from ringdesk.domains.messaging.errors import PeopleOnly, TemplateNotFound, TemplatesOnly
from ringdesk.domains.messaging.events import MessageFailed, MessageQueued
from ringdesk.domains.messaging.models import (
    Attachment,
    Message,
    Purpose,
    Template,
    TemplateText,
)
from ringdesk.domains.messaging.rendering import Rendered, check_line
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Work

TEMPLATE_NUMBER = re.compile(r"template_([1-9]\d{0,17})", re.ASCII)
MESSAGE_NUMBER = re.compile(r"msg_([1-9]\d{0,17})", re.ASCII)
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?", re.ASCII)
HEADER = re.compile(r"X-[A-Za-z0-9-]{1,60}|In-Reply-To|References|Auto-Submitted|Precedence")
MOST_HEADERS, LONGEST_HEADER, LONGEST_KEY, MOST_ATTACHMENTS = 10, 900, 200, 10


class Addressee(Struct, frozen=True):
    id: int
    full_name: str
    email: str
    is_active: bool


class Wanted(Struct, frozen=True, kw_only=True):
    """What is to be written down, with all its questions answered."""

    channel: Channel
    recipient: str
    person_id: int | None
    purpose: Purpose
    basis: str
    confidential: bool
    asked_for: bool
    template: Template | None
    language: str
    variables: Mapping[str, str]
    words: Rendered
    reply_to: str | None
    headers: Mapping[str, str]
    attachments: Sequence[Attachment]
    key: str | None
    by_provider: int | None


async def send(
    work: Work, *, channel: Channel, recipient: str, template_id: str | None = None,
    variables: Mapping[str, str] | None = None, subject: str = "", body: str = "",
    html: str | None = None, language: str = "", purpose: Purpose = "service", basis: str = "",
    key: str | None = None, person_id: int | None = None, reply_to: str | None = None,
    headers: Mapping[str, str] | None = None, attachments: Sequence[Attachment] = (),
    confidential: bool = False, asked_for: bool = False, by_provider: int | None = None,
) -> Message:  # fmt: skip
    """Write one message to be sent; it goes once the work is committed, and exactly as often.

    With a template its words are sent, `body` is a variable for them. `purpose` marketing needs a
    consent, or `basis`: the recorded one of somebody who is no person here (a lead). `key`: asked
    again with it the first message comes back. `push` goes to a person, by number. Headers with
    line breaks are refused. `asked_for`: they asked for just this, this moment, and their opt-out
    is none of it (HELP). `by_provider`: by this one and no other (a test). Invalid, NotAllowed,
    QuotaReached, TemplateNotFound, TemplatesOnly, PeopleOnly.
    """
    policy.require(work.actor, policy.WRITE)
    to = addresses.checked(channel, recipient)
    if key is not None and (found := await _by_key(work, key)) is not None:
        return found
    person = await _person(work, channel, to, person_id)
    _require_may_send(work, template_id, person)
    template = await _template(work, channel, template_id) if template_id is not None else None
    values = {**_known_of(person), **({"body": body} if body else {}), **(variables or {})}
    rendering.check_values(values)
    text = await _text(work, template, language) if template else _free_text(subject, body, html)
    return await _write(work, Wanted(
        channel=channel, recipient=to, person_id=person.id if person else None,
        purpose="marketing" if template and template.purpose == "marketing" else purpose,
        basis=check_line("basis", basis, 300), confidential=confidential, asked_for=asked_for,
        template=template, language=text.language, variables=values,
        words=rendering.render(text, values) if template else _as_it_is(text),
        reply_to=None if reply_to is None else addresses.checked("email", reply_to, "reply_to"),
        headers=checked_headers(headers or {}), attachments=checked_files(attachments), key=key,
        by_provider=by_provider,
    ))  # fmt: skip


def _require_may_send(work: Work, template_id: str | None, person: Addressee | None) -> None:
    if policy.may_write_freely(work.actor):
        return
    if template_id is None:
        raise TemplatesOnly
    if person is None:
        raise PeopleOnly


async def _write(work: Work, wanted: Wanted) -> Message:
    address_key = addresses.key_of(wanted.channel, wanted.recipient)
    why = None if wanted.confidential else await why_not(
        work, channel=wanted.channel, recipient=wanted.recipient, purpose=wanted.purpose,
        person_id=wanted.person_id, basis=wanted.basis,
    )  # fmt: skip
    if wanted.asked_for and why == "opted_out":
        why = None
    state: Literal["pending", "suppressed"] = "pending" if why is None else "suppressed"
    template, words = wanted.template, wanted.words
    if not wanted.confidential:
        await require_room(work)
    made = await work.one(
        Message, queries.QUEUE, wanted.channel, wanted.recipient, address_key, wanted.person_id,
        wanted.purpose, wanted.basis, wanted.confidential, template.id if template else None,
        wanted.language, template.provider_template if template else "",
        json.encode(wanted.variables).decode(), words.subject, words.text, words.html,
        wanted.reply_to, json.encode(wanted.headers).decode(),
        json.encode(wanted.attachments).decode(), wanted.key, state, why or "", work.actor.id,
        wanted.by_provider, wanted.asked_for,
    )  # fmt: skip
    if made is None:  # another came first with the same key, this very moment
        made = await _by_key(work, wanted.key or "")
        if made is None:
            raise Invalid.field("key", "Used already")
        return made
    work.record(MessageQueued(message_id=made.id))
    if why is not None:
        work.record(MessageFailed(message_id=made.id, state="suppressed"))
        await work.run(queries.MARK, [made.channel], [""], ["suppressed"], [1])
    return made


async def require_room(work: Work) -> None:
    """QuotaReached, for a workspace that may send so many a day (UTC) and has."""
    quota = await identity.quota(work)
    if quota.messages_a_day is not None:
        quota.require_messages(await sent_today(work))


async def why_not(
    work: Work, *, channel: Channel, recipient: str, purpose: Purpose, person_id: int | None = None,
    basis: str = "",
) -> str | None:  # fmt: skip
    """None: it may be sent now. Otherwise the reason, one word: `hard_bounce`, `complaint`,
    `opted_out`, `by_hand`, `no_consent`. Asked when it is written and again when it goes."""
    address_key = addresses.key_of(channel, recipient)
    found = await work.value(str, queries.WHY_SUPPRESSED, channel, address_key, purpose)
    if found is not None:
        return found
    if purpose == "marketing" and not basis:
        agreed = await consent.allows(work, purpose=purpose, address=recipient, person_id=person_id)
        return None if agreed else "no_consent"
    return None


async def _by_key(work: Work, key: str) -> Message | None:
    if not 1 <= len(key) <= LONGEST_KEY:
        raise Invalid.field("key", f"1 to {LONGEST_KEY} characters")
    return await work.one(Message, queries.BY_KEY, key)


async def _person(
    work: Work, channel: Channel, recipient: str, person_id: int | None
) -> Addressee | None:
    """Whom of the tenant's people it is for, if any: the one named, or whose the address is."""
    if channel == "push":
        person_id = int(recipient)
    if person_id is not None:
        found = await work.one(Addressee, queries.PERSON, person_id)
        if found is None:
            raise Invalid.field("recipient", "There is no such person in this workspace")
        if channel == "email" and addresses.key_of("email", recipient) != _key_of(found):
            raise Invalid.field("recipient", "This is not the person's address")
        return found
    if channel == "email":
        return await work.one(Addressee, queries.PERSON_AT, recipient)
    return None


def _key_of(person: Addressee) -> str:
    return addresses.key_of("email", addresses.checked("email", person.email))


def _known_of(person: Addressee | None) -> dict[str, str]:
    """What a template may use without being given it."""
    return {"name": person.full_name, "email": person.email} if person else {}


async def _template(work: Work, channel: Channel, number: str) -> Template:
    found = TEMPLATE_NUMBER.fullmatch(number)
    template = await work.one(Template, queries.TEMPLATE, int(found[1])) if found else None
    if template is None:
        raise TemplateNotFound
    if template.channel != channel:
        raise Invalid.field("template_id", f"This template is for {template.channel}")
    return template


async def _text(work: Work, template: Template, language: str) -> TemplateText:
    """In the language asked for, or the nearest."""
    if language and not LANGUAGE.fullmatch(language):
        raise Invalid.field("language", "A language: en, de, pt-BR")
    wanted = language or template.language
    text = await work.one(TemplateText, queries.TEXT_IN, template.id, wanted, template.language)
    if text is None:
        raise TemplateNotFound
    return text


def _free_text(subject: str, body: str, html: str | None) -> TemplateText:
    if not body.strip():
        raise Invalid.field("body", "A message needs a text, or a template_id")
    for field, text, longest in (
        ("body", body, rendering.LONGEST_BODY), ("html", html or "", rendering.LONGEST_HTML)
    ):  # fmt: skip
        if len(text) > longest or "\x00" in text:
            raise Invalid.field(field, f"{longest} characters of text at most")
    check_line("subject", subject, rendering.LONGEST_SUBJECT)
    return TemplateText(language="en", subject=subject, body=body, html=html)


def _as_it_is(text: TemplateText) -> Rendered:
    """Words that are no template: braces mean themselves."""
    html = None if text.html is None else rendering.inert(text.html)
    return Rendered(subject=text.subject, text=text.body, html=html)


def checked_headers(headers: Mapping[str, str]) -> Mapping[str, str]:
    """X-… and those of threads; the others are ours to write."""
    if len(headers) > MOST_HEADERS:
        raise Invalid.field("headers", f"{MOST_HEADERS} at most")
    for name, value in headers.items():
        if not HEADER.fullmatch(name):
            raise Invalid.field("headers", f"{name[:40]!r} can't be set")
        check_line(f"headers.{name}", value, LONGEST_HEADER)
    return headers


def checked_files(attachments: Sequence[Attachment]) -> Sequence[Attachment]:
    if len(attachments) > MOST_ATTACHMENTS:
        raise Invalid.field("attachments", f"{MOST_ATTACHMENTS} at most")
    for one in attachments:
        check_line("attachments", one.name, 120)
        check_line("attachments", one.content_type, 120)
    return attachments


async def sent_today(work: Work) -> int:
    """What counts for the quota: since midnight in UTC, mails of accounts apart."""
    return await work.value(int, queries.COUNT_TODAY) or 0
