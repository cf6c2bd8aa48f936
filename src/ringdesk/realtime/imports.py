"""How far an import is, to those who may import and to whoever began it. It is no fact: the log
tells of the end alone."""

from collections.abc import Callable
from uuid import UUID

from ringdesk.domains.leads import imports
from ringdesk.realtime.audiences import lead_importers_of, person
from ringdesk.realtime.hub import Hub
from ringdesk.realtime.letter import Letter
from ringdesk.realtime.seldom import Seldom
from ringdesk.wire.imports import ImportProgressOut

AT_MOST_EVERY_S = 0.25  # of an import


def imports_shown(hub: Hub) -> Callable[[UUID, imports.Import], None]:
    """For the lanes of `imports`."""
    seldom = Seldom(hub, rest_s=AT_MOST_EVERY_S)

    def show(tenant_id: UUID, one: imports.Import) -> None:
        to = (lead_importers_of(tenant_id), person(tenant_id, one.created_by))
        letter = Letter("import.progress", ImportProgressOut.of(one))
        seldom.say(tenant_id, one.id, to, letter)

    return show
