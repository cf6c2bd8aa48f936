"""What routes need of the house beside their unit of work. Built once by wiring."""

from collections.abc import Callable
from typing import Any

from litestar.di import NamedDependency, Provide
from msgspec import Struct

from ringdesk.api.limits import Limit
from ringdesk.domains import assistant, identity, messaging, telephony, webhooks
from ringdesk.kernel.secrets import Vault
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.storage import Storage
from ringdesk.kernel.work import Office


class SampleAccountOut(Struct, frozen=True):
    """Whom a visitor of the demo may be. `role`: a role's name, the workspace's own perhaps."""

    username: str
    full_name: str
    role: str
    workspace: str


class SampleOut(Struct, frozen=True):
    """Accounts of a sample workspace, which share a password that is no secret."""

    password: str
    accounts: list[SampleAccountOut]


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
        self.sample: SampleOut | None = None  # of the demo, where everybody may know it


InDesk = NamedDependency[Desk]


def provide(desk: Desk) -> Provide:
    async def present_desk() -> Desk:
        return desk

    return Provide(present_desk)
