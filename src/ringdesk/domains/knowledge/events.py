from ringdesk.kernel.events import Event


class EntryAdded(Event, frozen=True, kw_only=True):
    """`kind` is faq, article or canned, here and below; `revision` the tenant's knowledge after."""

    kind: str
    entry_id: int
    revision: int


class EntryChanged(Event, frozen=True, kw_only=True):
    kind: str
    entry_id: int
    revision: int
    fields: tuple[str, ...]


class EntryDeleted(Event, frozen=True, kw_only=True):
    kind: str
    entry_id: int
    revision: int
