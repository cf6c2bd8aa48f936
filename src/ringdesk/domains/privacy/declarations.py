"""The one place where everybody's declarations come together, in the order in which they are
forgotten: whoever finds rows by other rows' words comes before those words are gone, and the person
goes last."""

from ringdesk.domains import (
    analytics,
    assistant,
    automation,
    calls,
    campaigns,
    chatbot,
    compliance,
    consent,
    conversations,
    dialer,
    gamification,
    identity,
    knowledge,
    leads,
    mailroom,
    messaging,
    operations,
    reporting,
    staffing,
    telephony,
    tickets,
    webhooks,
    widget,
)
from ringdesk.domains.privacy import personal
from ringdesk.kernel.personal import Expiry, Holding, Personal

EVERYBODY: tuple[Personal, ...] = (
    assistant.PERSONAL, chatbot.PERSONAL, knowledge.PERSONAL, automation.PERSONAL,
    calls.PERSONAL, telephony.PERSONAL, compliance.PERSONAL, messaging.PERSONAL,
    mailroom.PERSONAL, reporting.PERSONAL,
    tickets.PERSONAL, conversations.PERSONAL, leads.PERSONAL, gamification.PERSONAL,
    webhooks.PERSONAL, campaigns.PERSONAL, dialer.PERSONAL, operations.PERSONAL,
    analytics.PERSONAL, widget.PERSONAL, consent.PERSONAL, staffing.PERSONAL,
    personal.PRIVACY, identity.PERSONAL, personal.KERNEL, personal.GOVERNANCE,
)  # fmt: skip


def holdings() -> list[tuple[str, Holding]]:
    """All, with their domain's name, in the order of forgetting."""
    return [(one.domain, holding) for one in EVERYBODY for holding in one.holdings]


def expiries() -> list[Expiry]:
    return [expiry for one in EVERYBODY for expiry in one.expiries]


def declared_tables() -> set[str]:
    """Tables of which somebody said what they hold of people."""
    kept = {holding.table for _, holding in holdings()}
    return kept | {table for one in EVERYBODY for table in one.nothing}
