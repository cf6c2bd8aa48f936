"""The hours of the house: what `RINGDESK_CALLING_HOURS` says. Nobody calls outside of them."""

from ringdesk.domains.compliance.hours import Hours

_house = Hours.parse("08:00-21:00")


def use_house_hours(text: str) -> None:
    """By wiring, from the settings. Invalid."""
    global _house
    _house = Hours.parse(text)


def house_hours() -> Hours:
    return _house
