"""What a process holds of messages: adapters, links, the queue."""

from ringdesk.domains.messaging import inbound
from ringdesk.domains.messaging import jobs as scheduled
from ringdesk.domains.messaging.events import MessageQueued
from ringdesk.domains.messaging.post import Post
from ringdesk.domains.messaging.queue import Delivery, Sending
from ringdesk.domains.messaging.senders import Senders
from ringdesk.domains.messaging.unsubscribing import Unsubscribing
from ringdesk.kernel.egress import Egress
from ringdesk.kernel.events import Fact, Registry
from ringdesk.kernel.jobs import Jobs
from ringdesk.kernel.secrets import Vault
from ringdesk.kernel.storage import Storage
from ringdesk.kernel.work import Office


class Messaging:
    """Deliberately no dataclass: Litestar would have msgspec look inside what it injects."""

    def __init__(
        self, *, office: Office, vault: Vault, egress: Egress, storage: Storage, secret: bytes,
        public_url: str,
    ) -> None:  # fmt: skip
        self.office, self.vault, self.egress = office, vault, egress
        self.senders = Senders(office, vault, egress, public_url)
        self.links = Unsubscribing(secret, public_url)
        self.centres = inbound.Centres(self.senders)
        self.delivery = Delivery(office, self.senders, self.links, storage)
        self.sending = Sending(self.delivery, Post(office))

    def listen(self, registry: Registry, jobs: Jobs) -> None:
        async def wake(_: Fact[MessageQueued]) -> None:
            self.sending.wake()

        registry.live(MessageQueued, wake)
        scheduled.register(jobs, self.office)
        inbound.listen()
