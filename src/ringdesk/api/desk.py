"""What routes need of the house beside their unit of work. Built once by wiring."""

from collections.abc import Callable
from typing import Any

from litestar.di import NamedDependency, Provide

from ringdesk.api.limits import Limit
from ringdesk.domains import assistant, identity, messaging, telephony, webhooks
from ringdesk.kernel.secrets import Vault
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.storage import Storage
from ringdesk.kernel.work import Office


class Desk:
    """Deliberately no dataclass: Litestar would have msgspec look inside what it injects."""

    def __init__(
        self, *, office: Office, signer: identity.Signer, settings: Settings, storage: Storage,
        setup_token: str, socket_stats: Callable[[Any], dict[str, Any]], vault: Vault,
        carriers: telephony.Carriers, media: telephony.Media, models: assistant.Models,
        hooks: webhooks.Hooks, messaging: messaging.Messaging,
    ) -> None:  # fmt: skip
        self.office, self.signer, self.settings, self.storage = office, signer, settings, storage
        self.vault, self.carriers, self.media = vault, carriers, media
        self.models, self.hooks, self.messaging = models, hooks, messaging
        self.questions = Limit(*settings.limit_questions)  # of a person: each has to be understood
        self.setup_rules = identity.SetupRules(settings.on_loopback, setup_token)
        self.socket_stats = socket_stats


InDesk = NamedDependency[Desk]


def provide(desk: Desk) -> Provide:
    async def present_desk() -> Desk:
        return desk

    return Provide(present_desk)
