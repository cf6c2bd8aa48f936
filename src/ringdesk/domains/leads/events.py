from ringdesk.kernel.events import Event


class LeadCreated(Event, frozen=True, kw_only=True):
    lead_id: int
    owner_id: int | None
    source: str


class LeadChanged(Event, frozen=True, kw_only=True):
    lead_id: int
    owner_id: int | None
    fields: tuple[str, ...]


class LeadAssigned(Event, frozen=True, kw_only=True):
    """However it came: `how` is claimed, assigned, routed, imported or transferred."""

    lead_id: int
    owner_id: int
    how: str


class LeadStageMoved(Event, frozen=True, kw_only=True):
    lead_id: int
    owner_id: int | None
    before: str
    after: str


class LeadConverted(Event, frozen=True, kw_only=True):
    """The first move to `converted`, and only that."""

    lead_id: int
    owner_id: int | None


class LeadDialStatusMoved(Event, frozen=True, kw_only=True):
    lead_id: int
    owner_id: int | None
    before: str
    after: str


class LeadRemoved(Event, frozen=True, kw_only=True):
    lead_id: int


class LeadsMerged(Event, frozen=True, kw_only=True):
    """Several leads are one: `merged_ids` are no more, what they had is with `lead_id`."""

    lead_id: int
    merged_ids: tuple[int, ...]


class LeadsChanged(Event, frozen=True, kw_only=True):
    """Many at once, by a bulk action or an import: screens look again."""

    action: str
    count: int
    import_id: int | None = None
