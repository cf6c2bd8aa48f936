"""The acts on templates. In each: permitted? load, refuse, change, record, return."""

from collections.abc import Mapping

import asyncpg
from msgspec import UNSET, Struct, UnsetType

from ringdesk.domains.messaging import policy, queries, rendering
from ringdesk.domains.messaging.channels.channel import Channel
from ringdesk.domains.messaging.errors import (
    NameOfTemplateTaken,
    TemplateNotFound,
    TooManyTemplates,
)
from ringdesk.domains.messaging.events import (
    MessageTemplateAdded,
    MessageTemplateChanged,
    MessageTemplateRemoved,
)
from ringdesk.domains.messaging.models import Purpose, Template, TemplateText
from ringdesk.domains.messaging.rendering import Rendered
from ringdesk.domains.messaging.service import LANGUAGE, TEMPLATE_NUMBER
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.patterns import anywhere
from ringdesk.kernel.work import Actor, Work

MOST_TEMPLATES, MOST_LANGUAGES, LONGEST_NAME = 1_000, 30, 120


class TemplateShown(Struct, frozen=True):
    """With its words in every language; the one of `row.language` first."""

    row: Template
    texts: list[TemplateText]

    @property
    def variables(self) -> list[str]:
        names = [name for one in self.texts for name in rendering.variables_of(one)]
        return [one for one in dict.fromkeys(names) if one != rendering.UNSUBSCRIBE]


class NewTemplate(Struct, frozen=True, kw_only=True):
    channel: Channel
    name: str
    texts: list[TemplateText]
    purpose: Purpose = "service"
    provider_template: str = ""


class TemplateChanges(Struct, frozen=True, kw_only=True):
    """What is not given stays. `texts` replace all languages; `language` must be among them."""

    name: str | UnsetType = UNSET
    purpose: Purpose | UnsetType = UNSET
    language: str | UnsetType = UNSET
    provider_template: str | UnsetType = UNSET
    texts: list[TemplateText] | UnsetType = UNSET


class TextOfTemplate(Struct, frozen=True):
    template_id: int
    language: str
    subject: str
    body: str
    html: str | None


async def list_templates(
    work: Work, *, channel: Channel | None = None, words: str = "", limit: int = 100,
    skip: int = 0,
) -> list[TemplateShown]:  # fmt: skip
    """By name. NotAllowed."""
    policy.require(work.actor, policy.READ)
    pattern = anywhere(words.strip()) if words.strip() else None
    rows = await work.many(Template, queries.TEMPLATES, channel, pattern, limit, skip)
    found = await work.many(TextOfTemplate, queries.TEXTS, [one.id for one in rows])
    return [_shown(row, [_text(one) for one in found if one.template_id == row.id]) for row in rows]


async def get_template(work: Work, *, number: str) -> TemplateShown:
    """By `template_…`. NotAllowed, TemplateNotFound."""
    policy.require(work.actor, policy.READ)
    row = await _present(work, number)
    found = await work.many(TextOfTemplate, queries.TEXTS, [row.id])
    return _shown(row, [_text(one) for one in found])


async def add_template(work: Work, new: NewTemplate) -> TemplateShown:
    """The first language is the one that stands in for those that are missing. NotAllowed, Invalid,
    NameOfTemplateTaken, TooManyTemplates."""
    policy.require(work.actor, policy.SETTINGS)
    texts = _checked(new.channel, new.texts)
    if (await work.value(int, queries.COUNT_TEMPLATES) or 0) >= MOST_TEMPLATES:
        raise TooManyTemplates
    try:
        row = await work.one(
            Template, queries.ADD_TEMPLATE, new.channel, _name(new.name), new.purpose,
            texts[0].language, _provider_template(new.provider_template), work.actor.id,
        )  # fmt: skip
    except asyncpg.UniqueViolationError as error:
        raise NameOfTemplateTaken from error
    if row is None:
        raise TemplateNotFound
    await _write_texts(work, row.id, texts)
    work.record(MessageTemplateAdded(template_id=row.id))
    return _shown(row, texts)


async def change_template(work: Work, *, number: str, changes: TemplateChanges) -> TemplateShown:
    """NotAllowed, TemplateNotFound, Invalid, NameOfTemplateTaken."""
    policy.require(work.actor, policy.SETTINGS)
    before = await get_template(work, number=number)
    row = before.row
    texts = before.texts if changes.texts is UNSET else _checked(row.channel, changes.texts)
    language = row.language if changes.language is UNSET else changes.language
    if language not in {one.language for one in texts}:
        if changes.language is not UNSET:
            raise Invalid.field("language", "The template has no words in this language")
        language = texts[0].language
    try:
        after = await work.one(
            Template, queries.CHANGE_TEMPLATE, row.id,
            row.name if changes.name is UNSET else _name(changes.name),
            row.purpose if changes.purpose is UNSET else changes.purpose, language,
            row.provider_template if changes.provider_template is UNSET
            else _provider_template(changes.provider_template),
        )  # fmt: skip
    except asyncpg.UniqueViolationError as error:
        raise NameOfTemplateTaken from error
    if after is None:
        raise TemplateNotFound
    if changes.texts is not UNSET:
        await work.run(queries.CLEAR_TEXTS, row.id)
        await _write_texts(work, row.id, texts)
    shown = _shown(after, texts)
    if fields := _changed(before, shown):
        work.record(MessageTemplateChanged(template_id=row.id, fields=fields))
    return shown


def _changed(before: TemplateShown, after: TemplateShown) -> tuple[str, ...]:
    fields = ("name", "purpose", "language", "provider_template")
    changed = [one for one in fields if getattr(before.row, one) != getattr(after.row, one)]
    if {one.language: one for one in before.texts} != {one.language: one for one in after.texts}:
        changed.append("texts")
    return tuple(changed)


async def remove_template(work: Work, *, number: str) -> None:
    """Messages that were written from it keep their words. NotAllowed, TemplateNotFound."""
    policy.require(work.actor, policy.SETTINGS)
    row = await _present(work, number)
    await work.run(queries.REMOVE_TEMPLATE, row.id)
    work.record(MessageTemplateRemoved(template_id=row.id))


def preview(
    actor: Actor, channel: Channel, text: TemplateText, variables: Mapping[str, str]
) -> Rendered:
    """How it would read; what is missing stays visible as `{{name}}`. NotAllowed, Invalid."""
    policy.require(actor, policy.READ)
    _check(channel, text)
    rendering.check_values(variables)
    names = rendering.variables_of(text)
    shown = {name: variables.get(name) or "{{" + name + "}}" for name in names}
    return rendering.render(text, shown)


async def _present(work: Work, number: str) -> Template:
    found = TEMPLATE_NUMBER.fullmatch(number)
    row = await work.one(Template, queries.TEMPLATE, int(found[1])) if found else None
    if row is None:
        raise TemplateNotFound
    return row


async def _write_texts(work: Work, template_id: int, texts: list[TemplateText]) -> None:
    await work.run(
        queries.ADD_TEXTS, template_id, [one.language for one in texts],
        [one.subject for one in texts], [one.body for one in texts], [one.html for one in texts],
    )  # fmt: skip


def _checked(channel: Channel, texts: list[TemplateText]) -> list[TemplateText]:
    if not 1 <= len(texts) <= MOST_LANGUAGES:
        raise Invalid.field("texts", f"1 to {MOST_LANGUAGES} languages")
    if len({one.language for one in texts}) != len(texts):
        raise Invalid.field("texts", "Each language once")
    for one in texts:
        _check(channel, one)
    return texts


def _check(channel: Channel, text: TemplateText) -> None:
    if not LANGUAGE.fullmatch(text.language):
        raise Invalid.field("language", "A language: en, de, pt-BR")
    if channel != "email" and text.html is not None:
        raise Invalid.field("html", "Only e-mail has it")
    if channel not in ("email", "push") and text.subject:
        raise Invalid.field("subject", "Only e-mail and push have it")
    rendering.check_template(text)


def _name(name: str) -> str:
    if not name.strip():
        raise Invalid.field("name", "A template needs a name")
    return rendering.check_line("name", name.strip(), LONGEST_NAME)


def _provider_template(name: str) -> str:
    return rendering.check_line("provider_template", name.strip(), 200)


def _text(found: TextOfTemplate) -> TemplateText:
    return TemplateText(found.language, found.subject, found.body, found.html)


def _shown(row: Template, texts: list[TemplateText]) -> TemplateShown:
    return TemplateShown(row, sorted(texts, key=lambda one: (one.language != row.language,
                                                             one.language)))  # fmt: skip
