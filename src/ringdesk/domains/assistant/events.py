from ringdesk.kernel.events import Event


class AssistantSettingsChanged(Event, frozen=True, kw_only=True):
    fields: list[str]


class ProviderChanged(Event, frozen=True, kw_only=True):
    name: str


class ProviderRemoved(Event, frozen=True, kw_only=True):
    name: str


class BudgetChanged(Event, frozen=True, kw_only=True):
    """Of the assistant; what it is now, its table says."""


class HeadChanged(Event, frozen=True, kw_only=True):
    """Another head serves the tenant: its own of this version, or for 0 the shipped one."""

    task: str
    version: int
