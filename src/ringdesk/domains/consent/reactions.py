"""What consent writes down when others speak."""

from ringdesk.domains import identity
from ringdesk.domains.consent import queries
from ringdesk.domains.consent.events import ConsentRecorded
from ringdesk.domains.consent.models import Fresh
from ringdesk.domains.consent.service import LONGEST_WORDING, version_of
from ringdesk.kernel.events import Registry
from ringdesk.kernel.work import Work

# What the widget asks with where a tenant has no words of its own; its text stands in the widget.
OWN_WORDING = "widget"


async def keep_visitors_consent(work: Work, event: identity.VisitorConsented) -> None:
    """In the transaction that lets them in: nobody is remembered without the record."""
    wording = await work.value(str, queries.WORDING_OF_WIDGET) or ""
    version = version_of(wording) or OWN_WORDING
    made = await work.one(
        Fresh, queries.RECORD, event.person_id, "cookies", True, "widget",
        wording[:LONGEST_WORDING], version, work.origin.address, "", event.person_id,
    )  # fmt: skip
    if made is not None:
        work.record(
            ConsentRecorded(
                consent_id=made.id, person_id=event.person_id, type="cookies", value=True,
                wording_version=version,
            )
        )  # fmt: skip


def listen(registry: Registry) -> None:
    registry.inside(identity.VisitorConsented, keep_visitors_consent)
