from ringdesk.kernel.events import Event


class AssistantSettingsChanged(Event, frozen=True, kw_only=True):
    fields: list[str]
