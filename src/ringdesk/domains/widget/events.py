from ringdesk.kernel.events import Event


class WidgetChanged(Event, frozen=True, kw_only=True):
    fields: tuple[str, ...]


class WidgetSecretMade(Event, frozen=True, kw_only=True):
    """A new secret for identities; what the old one signed is void."""

    workspace: str
