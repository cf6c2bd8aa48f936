"""Letters about requests: to whoever asked, and to administrators when time runs out. In the
language of the workspace; without a word of what the request is about."""

import logging

from ringdesk.domains import identity, messaging
from ringdesk.domains.privacy import queries
from ringdesk.domains.privacy.models import Named
from ringdesk.kernel.errors import AppError
from ringdesk.kernel.work import Work

log = logging.getLogger(__name__)

READY = {
    "en": ("Your data is ready", "You find it in your profile under “My data”, for 14 days."),
    "de": (
        "Ihre Daten liegen bereit",
        "Sie stehen 14 Tage lang im Profil unter „Meine Daten“.",
    ),
    "ru": ("Ваши данные готовы", "Они доступны 14 дней в профиле, в разделе «Мои данные»."),
    "es": ("Sus datos están listos", "Los tiene 14 días en su perfil, en «Mis datos»."),
}
REFUSED = {
    "en": ("About your privacy request", "We could not do what you asked. The reason: {reason}"),
    "de": ("Zu Ihrer Datenschutzanfrage", "Wir konnten ihr nicht entsprechen. Der Grund: {reason}"),
    "ru": ("О вашем запросе о данных", "Мы не смогли его выполнить. Причина: {reason}"),
    "es": ("Sobre su petición de privacidad", "No pudimos atenderla. El motivo: {reason}"),
}
DUE = {
    "en": ("A privacy request is due", "Answer it within a week: see Compliance, Privacy."),
    "de": ("Eine Datenschutzanfrage wird fällig", "Bitte binnen einer Woche beantworten."),
    "ru": ("Срок запроса о данных истекает", "Ответьте в течение недели: раздел «Данные»."),
    "es": ("Vence una petición de privacidad", "Responda en una semana: Cumplimiento, Privacidad."),
}  # fmt: skip


async def tell_person(
    work: Work, person_id: int | None, letters: dict[str, tuple[str, str]], *, key: str,
    reason: str = "",
) -> None:  # fmt: skip
    """To the address of their account; nobody is written to at an address that they only said."""
    person = await work.one(Named, queries.PERSON, person_id or 0)
    if person is None or not person.email:
        return
    if not await work.value(bool, queries.ADDRESS_IS_CLAIMED, person.id):
        await write(work, person, letters, key=key, reason=reason)


async def tell_administrators(work: Work, letters: dict[str, tuple[str, str]], *, key: str) -> None:
    for one in await work.many(Named, queries.ADMINISTRATORS):
        await write(work, one, letters, key=f"{key} {one.id}")


async def write(
    work: Work, person: Named, letters: dict[str, tuple[str, str]], *, key: str, reason: str = ""
) -> None:
    """A letter that can't be written holds up nothing: the request itself shows how it stands."""
    locale = (await identity.branding(work)).locale
    subject, body = letters.get(locale, letters["en"])
    try:
        await messaging.send(
            work, channel="email", recipient=person.email, person_id=person.id, subject=subject,
            body=body.format(reason=reason), key=f"privacy {key}",
        )  # fmt: skip
    except AppError as error:
        log.warning("No letter about a privacy request: %s", error.code)
