from ringdesk.kernel.events import Event


class CarrierAdded(Event, frozen=True, kw_only=True):
    carrier_id: int


class CarrierChanged(Event, frozen=True, kw_only=True):
    """`fields`: names only, "credentials" among them; never a value."""

    carrier_id: int
    fields: tuple[str, ...]


class CarrierRemoved(Event, frozen=True, kw_only=True):
    carrier_id: int
