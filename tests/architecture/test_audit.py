"""Every kind of fact has its line in the audit's table: who adds an event says what it means."""

import importlib
import pkgutil

import ringdesk
from ringdesk.domains.governance.kinds import KINDS
from ringdesk.kernel.events import Event


def all_events() -> dict[str, type[Event]]:
    """Of the whole program, wherever they are defined."""
    for module in pkgutil.walk_packages(ringdesk.__path__, "ringdesk."):
        if module.name.endswith("events"):
            importlib.import_module(module.name)
    found, left = dict[str, type[Event]](), [Event]
    while left:
        kind = left.pop()
        left += kind.__subclasses__()
        if kind is not Event and kind.__module__.startswith("ringdesk."):
            found[kind.__name__] = kind
    return found


def test_every_event_means_something_to_the_audit() -> None:
    missing = sorted(all_events().keys() - KINDS.keys())
    assert not missing, f"add a line each to governance/kinds.py: {missing}"


def test_no_line_is_of_an_event_that_is_gone() -> None:
    assert not sorted(KINDS.keys() - all_events().keys())


def test_the_field_that_says_which_is_there() -> None:
    events = all_events()
    wrong = [
        one.kind
        for one in KINDS.values()
        if one.which and one.which not in events[one.kind].__struct_fields__
    ]
    assert not wrong
