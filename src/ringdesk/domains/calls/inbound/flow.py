"""What callers hear and what their keys mean. Pure: no database, no clock, no carrier.

A menu is data: {say, keys: {"1": branch, …}}. A branch is one of
    {"do": "queue", "queue_id": 3}      wait for people with its skills
    {"do": "menu", "say": …, "keys": …} another menu, four deep at most
    {"do": "number", "number": "+1…"}   passed on to another number
    {"do": "callback"}                  we call back
    {"do": "opt_out", "say": …}         we never call again
    {"do": "hang_up", "say": …}         goodbye
"""

from collections.abc import Sequence
from typing import Annotated, TypeAlias

import msgspec
from msgspec import Meta, Struct

from ringdesk.kernel.errors import Invalid

DEEPEST, MOST_TRIES = 4, 3
Said = Annotated[str, Meta(max_length=1000)]
Key = Annotated[str, Meta(pattern=r"^[0-9*#]$")]


class Queue(Struct, frozen=True, tag_field="do", tag="queue", forbid_unknown_fields=True):
    queue_id: Annotated[int, Meta(ge=1, le=2**63 - 1)]


class Number(Struct, frozen=True, tag_field="do", tag="number", forbid_unknown_fields=True):
    number: Annotated[str, Meta(pattern=r"^\+[1-9][0-9]{6,14}$")]


class Callback(Struct, frozen=True, tag_field="do", tag="callback", forbid_unknown_fields=True):
    pass


class HangUp(Struct, frozen=True, tag_field="do", tag="hang_up", forbid_unknown_fields=True):
    say: Said = ""


class OptOut(Struct, frozen=True, tag_field="do", tag="opt_out", forbid_unknown_fields=True):
    say: Said = ""


class Menu(Struct, frozen=True, tag_field="do", tag="menu", forbid_unknown_fields=True):
    say: Said
    keys: Annotated["dict[Key, Branch]", Meta(min_length=1, max_length=12)]


Branch: TypeAlias = Queue | Number | Callback | HangUp | OptOut | Menu
End: TypeAlias = Queue | Number | Callback | HangUp | OptOut
Farewell: TypeAlias = HangUp | OptOut


class Place(Struct, frozen=True):
    """Where a caller stands in the menus. `tries`: how often they pressed nothing we know here."""

    path: tuple[str, ...] = ()
    tries: int = 0


def parse(text: str | bytes) -> Menu:
    """Invalid, naming what is wrong."""
    try:
        menu = msgspec.json.decode(text, type=Menu)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Invalid.field("menu", str(error)) from error
    if depth(menu) > DEEPEST:
        raise Invalid.field("menu", f"At most {DEEPEST} menus deep")
    return menu


def depth(menu: Menu) -> int:
    return 1 + max((depth(one) for one in menu.keys.values() if isinstance(one, Menu)), default=0)


def queues_of(menu: Menu) -> set[int]:
    """Every queue that is named anywhere in it."""
    found: set[int] = set()
    for one in menu.keys.values():
        if isinstance(one, Queue):
            found.add(one.queue_id)
        elif isinstance(one, Menu):
            found |= queues_of(one)
    return found


def at(root: Menu, path: Sequence[str]) -> Menu:
    """The menu that is heard there. One that was changed meanwhile begins anew."""
    here = root
    for key in path:
        branch = here.keys.get(key)
        if not isinstance(branch, Menu):
            return root
        here = branch
    return here


def farewell(root: Menu, path: Sequence[str]) -> Farewell | None:
    """With what the last key of the path ends the call, if it does."""
    branch = at(root, path[:-1]).keys.get(path[-1]) if path else None
    return branch if isinstance(branch, Farewell) else None


def pressed(root: Menu, place: Place, key: str) -> Place | End | None:
    """Where a key leads; None after too many that lead nowhere ("" is none in time)."""
    branch = at(root, place.path).keys.get(key)
    if branch is None:
        tries = place.tries + 1
        return None if tries >= MOST_TRIES else Place(place.path, tries)
    if isinstance(branch, Menu):
        return Place((*place.path, key))
    return branch
