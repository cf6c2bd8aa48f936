from ringdesk.kernel.events import Event


class AssistantSettingsChanged(Event, frozen=True, kw_only=True):
    fields: list[str]


class ProviderChanged(Event, frozen=True, kw_only=True):
    name: str


class ProviderRemoved(Event, frozen=True, kw_only=True):
    name: str


class BudgetChanged(Event, frozen=True, kw_only=True):
    """Of the assistant; what it is now, its table says."""
