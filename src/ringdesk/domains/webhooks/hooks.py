"""What the acts on webhooks and the sending share. Built once by wiring."""

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from ringdesk.domains.webhooks.models import Topic
from ringdesk.domains.webhooks.signing import sealed_for
from ringdesk.kernel.egress import Egress
from ringdesk.kernel.events import Registry
from ringdesk.kernel.secrets import Vault
from ringdesk.kernel.work import Office


class Hooks:
    """`topics`: the catalogue. It is handed in, because what is told of a thing is what REST shows
    of it, and that is written a floor above. `moved` is called with a tenant and an endpoint when
    something became of its deliveries."""

    def __init__(
        self, office: Office, registry: Registry, egress: Egress, vault: Vault,
        topics: Iterable[Topic],
    ) -> None:  # fmt: skip
        self.office, self.registry, self.egress, self.vault = office, registry, egress, vault
        self.topics = {topic.type: topic for topic in topics}
        self.wake: Callable[[], None] = lambda: None
        self.moved: Callable[[UUID, int], None] = lambda _tenant, _endpoint: None

    def kinds_of(self, types: Sequence[str]) -> tuple[list[str], list[str]]:
        """Names of kinds of facts, and for each the type it is sent as."""
        pairs = [
            (kind.__name__, one)
            for one in types
            if one in self.topics
            for kind in self.topics[one].kinds
        ]
        return [kind for kind, _ in pairs], [one for _, one in pairs]

    def seal(self, tenant_id: UUID, endpoint_id: int, secret: str) -> str:
        return self.vault.seal(secret, purpose=sealed_for(tenant_id, endpoint_id))

    def unseal(self, tenant_id: UUID, endpoint_id: int, sealed: str) -> str:
        """Raises CannotOpen."""
        return self.vault.open(sealed, purpose=sealed_for(tenant_id, endpoint_id))
