"""What a new tenant begins with: rules that pay for results, none for mere activity, all capped."""

from ringdesk.domains.gamification import queries as games
from ringdesk.domains.gamification.kinds import SHORTEST_TALK_S, Condition
from ringdesk.domains.gamification.models import NewBadge
from ringdesk.domains.gamification.rules import queries
from ringdesk.domains.gamification.rules.models import NewRule
from ringdesk.domains.gamification.rules.rules import add_rule
from ringdesk.kernel.work import Work

URGENT = Condition("priority", "in", ["high", "critical"])
TALKED = Condition("talk_s", "gte", SHORTEST_TALK_S)
PRESET_RULES = (
    NewRule(name="Ticket resolved", kind="ticket_resolved", points=10, daily_cap=40),
    NewRule(
        name="Urgent ticket resolved", kind="ticket_resolved", conditions=[URGENT], points=10,
        daily_cap=20,
    ),
    NewRule(
        name="Chat finished", kind="chat_finished", points=5, daily_cap=60,
        conditions=[Condition("minutes", "gte", 1)],
    ),
    NewRule(
        name="Happy customer", kind="chat_rated", points=15, daily_cap=20,
        conditions=[Condition("score", "gte", 5)],
    ),
    NewRule(
        name="Good talk", kind="call_finished", points=3, daily_cap=80,
        conditions=[Condition("answered", "eq", True), TALKED],
    ),
    NewRule(
        name="Sale", kind="call_wrapped_up", points=25, daily_cap=20,
        conditions=[Condition("means", "eq", "won"), TALKED],
    ),
    NewRule(
        name="Lead qualified", kind="lead_moved", points=10, daily_cap=20,
        conditions=[Condition("after", "eq", "qualified")],
    ),
    NewRule(name="Lead converted", kind="lead_converted", points=40, daily_cap=20),
    NewRule(
        name="Knowledge shared", kind="entry_written", points=20, daily_cap=3,
        conditions=[
            Condition("kind", "in", ["faq", "article"]), Condition("letters", "gte", 200),
        ],
    ),
)  # fmt: skip
PRESET_BADGES = (
    NewBadge(
        name="First steps", description="The first 100 points", icon="footprints",
        metric="points", at_least=100,
    ),
    NewBadge(
        name="Problem solver", description="50 tickets resolved", icon="wrench",
        metric="tickets_resolved", at_least=50,
    ),
    NewBadge(
        name="Good listener", description="25 chats rated 4 or 5", icon="heart",
        metric="chats_rated_well", at_least=25,
    ),
    NewBadge(
        name="Voice of the house", description="100 real talks on the phone", icon="phone",
        metric="calls_talked", at_least=100,
    ),
    NewBadge(
        name="Closer", description="10 leads converted", icon="handshake",
        metric="leads_converted", at_least=10,
    ),
    NewBadge(
        name="Librarian", description="10 entries written for everybody", icon="book-open",
        metric="entries_written", at_least=10,
    ),
    NewBadge(
        name="Helping hand", description="Given by hand, for what no rule sees", icon="sparkles",
    ),
)  # fmt: skip


async def lay(work: Work) -> None:
    """Once in a tenant's life: whoever deletes them gets no new ones."""
    if await work.value(bool, queries.LAID) or not await work.run(queries.LAY):
        return
    for rule in PRESET_RULES:
        await add_rule(work, rule)
    for badge in PRESET_BADGES:
        await work.value(
            int, games.ADD_BADGE, badge.name, badge.description, badge.icon, badge.metric,
            badge.at_least, True, 0,
        )  # fmt: skip
