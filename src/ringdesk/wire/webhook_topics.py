"""The catalogue of webhooks: what is told of each kind of fact."""

from ringdesk.domains import (
    calls,
    campaigns,
    conversations,
    dialer,
    gamification,
    leads,
    messaging,
    operations,
    staffing,
    tickets,
    webhooks,
)
from ringdesk.wire import webhook_examples as examples
from ringdesk.wire.webhook_telling import (
    Told,
    alert,
    call,
    campaign,
    chat_message,
    colleague,
    conversation,
    fact_topic,
    lead,
    session,
    ticket,
    ticket_message,
    written,
)

TICKET = Told(
    name="ticket", subject="ticket_id", show=ticket, id=examples.TICKET.id, example=examples.TICKET
)
LEAD = Told(name="lead", subject="lead_id", show=lead, id=examples.LEAD.id, example=examples.LEAD)
CALL = Told(name="call", subject="call_id", show=call, id=examples.CALL.id, example=examples.CALL)
CAMPAIGN = Told(
    name="campaign", subject="campaign_id", show=campaign, id=examples.CAMPAIGN.id,
    example=examples.CAMPAIGN,
)  # fmt: skip
CHAT = Told(
    name="conversation", subject="conversation_id", show=conversation,
    id=examples.CONVERSATION.id, example=examples.CONVERSATION,
)  # fmt: skip
SESSION = Told(
    name="session",
    subject="session_id",
    show=session,
    id=examples.SESSION.id,
    example=examples.SESSION,
)
WRITTEN = Told(
    name="message",
    subject="message_id",
    show=written,
    id=examples.WRITTEN.number,
    example=examples.WRITTEN,
)
ALERT = Told(
    name="alert", subject="alert_id", show=alert, id=examples.ALERT.id, example=examples.ALERT
)
MOVED = ("before", "after")

OF_TICKETS = (
    TICKET.topic("ticket.created", "A ticket was opened.", tickets.TicketCreated),
    TICKET.topic(
        "ticket.updated", "Anything of a ticket changed, its assignee and status included.",
        tickets.TicketUpdated, extra=("fields",), told={"changed": ["priority"]},
    ),
    TICKET.topic(
        "ticket.assigned", "A ticket was given to somebody, or to nobody.",
        tickets.TicketAssigned, extra=("agent_id", "previous_agent_id"),
        told={"agent_id": 3, "previous_agent_id": None},
    ),
    TICKET.topic("ticket.resolved", "A ticket was resolved.", tickets.TicketResolved),
    fact_topic(
        "ticket.deleted", "A ticket was deleted.", tickets.TicketDeleted, "ticket_id", {"id": 41}
    ),
    webhooks.Topic(
        type="ticket.message.created",
        description="Something was written on a ticket. Internal notes only where the webhook "
        "includes them.",
        kinds=(tickets.MessagePosted,), subject="message_id", tell=ticket_message,
        example={"id": 512, "ticket_id": 41, "message": examples.TICKET_MESSAGE},
    ),
)  # fmt: skip
OF_CHATS = (
    CHAT.topic("conversation.created", "A chat began.", conversations.ConversationOpened),
    CHAT.topic(
        "conversation.updated", "A chat's state, agent or anything else of it changed.",
        conversations.ConversationChanged, extra=("fields",), told={"changed": ["state"]},
    ),
    webhooks.Topic(
        type="conversation.message.created",
        description="Somebody, or the assistant, said something in a chat. Internal notes only "
        "where the webhook includes them.",
        kinds=(conversations.MessageSaid,), subject="message_id", tell=chat_message,
        example={
            "id": 513, "conversation_id": 90, "ticket_id": None,
            "message": examples.CHAT_MESSAGE,
        },
    ),
    CHAT.topic(
        "conversation.rated", "A customer said how satisfied they were, 1 to 5.",
        conversations.ConversationRated, extra=("agent_id", "score"),
        told={"agent_id": 3, "score": 5},
    ),
    SESSION.topic(
        "session.requested", "Somebody waits for a chat, a voice or a video session.",
        conversations.SessionRequested,
    ),
    SESSION.topic("session.joined", "An agent took a session.", conversations.SessionJoined),
    SESSION.topic("session.ended", "A session ended.", conversations.SessionEnded),
)  # fmt: skip
OF_LEADS = (
    LEAD.topic("lead.created", "A lead was added.", leads.LeadCreated),
    LEAD.topic(
        "lead.updated", "Anything of a lead changed, its dialling state included.",
        leads.LeadChanged, leads.LeadDialStatusMoved, extra=("fields",),
        told={"changed": ["priority"]},
    ),
    LEAD.topic(
        "lead.assigned", "A lead has a new owner.", leads.LeadAssigned,
        extra=("owner_id", "how"), told={"owner_id": 3, "how": "routed"},
    ),
    LEAD.topic(
        "lead.stage_changed", "A lead moved to another sales stage.", leads.LeadStageMoved,
        extra=MOVED, told={"before": "new", "after": "contacted"},
    ),
    LEAD.topic(
        "lead.converted", "A lead was won, for the first time.", leads.LeadConverted
    ),
    fact_topic("lead.deleted", "A lead was deleted.", leads.LeadRemoved, "lead_id", {"id": 1207}),
    fact_topic(
        "leads.changed", "Many leads changed at once, by an import or a bulk action: fetch them.",
        leads.LeadsChanged, None, {"action": "assign", "count": 120, "import_id": None},
        "action", "count", "import_id",
    ),
)  # fmt: skip
OF_CALLS = (
    CALL.topic("call.started", "A call was begun.", calls.CallStarted),
    CALL.topic(
        "call.status_changed", "A call rings, was answered, or ended.", calls.CallStatusChanged,
        extra=MOVED, told={"before": "ringing", "after": "answered"},
    ),
    CALL.topic("call.ended", "A call is over.", calls.CallEnded),
    CALL.topic(
        "call.wrapped_up", "An agent said how a call went.", calls.CallWrappedUp,
        extra=("disposition", "means"), told={"disposition": "callback", "means": "callback"},
    ),
    CAMPAIGN.topic("campaign.created", "A campaign was made.", campaigns.CampaignCreated),
    CAMPAIGN.topic(
        "campaign.updated", "Anything of a campaign changed.", campaigns.CampaignChanged,
        extra=("fields",), told={"changed": ["name"]},
    ),
    CAMPAIGN.topic(
        "campaign.status_changed", "A campaign was started, paused, ended or scheduled.",
        campaigns.CampaignMoved, extra=MOVED, told={"before": "draft", "after": "running"},
    ),
    fact_topic(
        "queue.paused", "The queue places no new calls.", dialer.QueuePaused, None, {}
    ),
    fact_topic("queue.resumed", "The queue dials again.", dialer.QueueResumed, None, {}),
)  # fmt: skip
OF_PEOPLE = (
    webhooks.Topic(
        type="agent.availability_changed",
        description="Somebody of the staff is available, busy, away or offline.",
        kinds=(staffing.AvailabilityChanged,), subject="person_id", tell=colleague,
        example=examples.AVAILABILITY,
    ),
    ALERT.topic("alert.created", "A number passed its threshold.", operations.AlertCreated),
    ALERT.topic("alert.resolved", "It is as it should be again.", operations.AlertResolved),
)  # fmt: skip
OF_MESSAGES = (
    WRITTEN.topic("message.sent", "A provider took a message.", messaging.MessageSent),
    WRITTEN.topic("message.delivered", "A message arrived.", messaging.MessageDelivered),
    WRITTEN.topic(
        "message.failed", "A message failed, bounced, was suppressed, or its fate is unknown.",
        messaging.MessageFailed, extra=("state",), told={"state": "bounced"},
    ),
    WRITTEN.topic(
        "message.complained", "Somebody called a message spam.", messaging.MessageComplained
    ),
    fact_topic(
        "points.moved", "Points were given or taken.", gamification.PointsMoved, "person_id",
        {"id": 3, "points": 50, "source": "rule"}, "points", "source",
    ),
    fact_topic(
        "badge.earned", "Somebody has a badge.", gamification.BadgeEarned, "person_id",
        {"id": 3, "badge_id": 4}, "badge_id",
    ),
)  # fmt: skip
TOPICS = (*OF_TICKETS, *OF_CHATS, *OF_LEADS, *OF_CALLS, *OF_MESSAGES, *OF_PEOPLE)
