"""One of each thing that webhooks tell of, as the catalogue shows it. Nobody's real data."""

from datetime import UTC, datetime

from msgspec import Raw

from ringdesk.wire.calls import CallAgentOut, CallLeadOut, CallOut, DispositionOfCallOut
from ringdesk.wire.campaigns import CampaignOut
from ringdesk.wire.conversations import ChatMessageOut, ConversationOut, LastMessageOut, SessionOut
from ringdesk.wire.leads import LeadOut, LeadOwnerOut
from ringdesk.wire.messages import MessageOut as WrittenOut
from ringdesk.wire.operations import AlertOut
from ringdesk.wire.staffing import ColleagueOut
from ringdesk.wire.tickets import (
    NO_ATTACHMENTS,
    AgentOut,
    CustomerOut,
    MessageOut,
    SenderOut,
    TicketOut,
)

AT = datetime(2025, 3, 4, 9, 30, tzinfo=UTC)
LATER = datetime(2025, 3, 4, 9, 42, tzinfo=UTC)
CARLA = CustomerOut(7, "Carla Customer", "carla@example.org")
AXEL = AgentOut(3, "Axel Agent")

TICKET = TicketOut(
    id=41, title="The printer is on fire", description="Smoke everywhere", priority="high",
    status="open", category="hardware_issue", created_by=7, assigned_to=3, auto_categorized=True,
    confidence_score=0.93, created_at=AT, updated_at=LATER, resolved_at=None, tags=["printer"],
    version=2, message_count=1, unread_count=0, last_message_at=LATER, first_responded_at=LATER,
    customer=CARLA, agent=AXEL, conversation_id=90, is_chat=False,
)  # fmt: skip
TICKET_MESSAGE = MessageOut(
    512, 41, "Please pull the plug first", False, LATER, None,
    SenderOut(3, "Axel Agent", "support_agent"), NO_ATTACHMENTS,
)  # fmt: skip
CONVERSATION = ConversationOut(
    id=90, customer=CARLA, customer_name="Carla Customer", channel="widget", state="open",
    assistant_answers=True, agent=AXEL, ticket_id=None, language="en", message_count=2,
    unread_count=0, created_at=AT, last_message_at=LATER, unanswered_since=None, ended_at=None,
    last_message=LastMessageOut("Where is my order?", False, False, LATER), intent=None,
    session=None,
)  # fmt: skip
CHAT_MESSAGE = ChatMessageOut(
    id=513, conversation_id=90, content="Where is my order?", kind="said", internal=False,
    from_staff=False, is_ai=False, sender=SenderOut(7, "Carla Customer", "customer"),
    created_at=LATER, read_at=None, attachments=NO_ATTACHMENTS, client_key=None, sources=[],
    analysis=None,
)  # fmt: skip
SESSION = SessionOut(
    id=14, conversation_id=90, room_id="90", type="chat", status="active", customer=CARLA,
    agent=AXEL, reason="Where is my order?", skills=[], queue_position=None, expected_wait_s=None,
    created_at=AT, joined_at=LATER, ended_at=None, ended_because=None, duration_seconds=0,
    customer_consented_at=None, agent_consented_at=None,
)  # fmt: skip
LEAD = LeadOut(
    id=1207, name="Lena Lead", email="lena@example.org", phone="+4930901820",
    phone_national="030 901820", phone_valid=True, external_id=None, source="website",
    status="contacted", dial_status="pending", priority="high", tags=["spring"],
    custom=Raw(b'{"company":"Example GmbH"}'), owner=LeadOwnerOut(3, "Axel Agent"), owner_id=3,
    list_id=None, campaign_id=5, import_id=None, time_zone="Europe/Berlin",
    zones=["Europe/Berlin"], consent_basis="form", consent_at=AT, attempts=1,
    last_outcome="no-answer", last_attempt_at=LATER, ready_at=LATER, due_at=LATER,
    callback_at=None, callback_owner_id=None, claimed_by=None, claim_ends_at=None, score=72.5,
    notes="", converted_at=None, created_at=AT, updated_at=LATER, version=4,
)  # fmt: skip
CALL = CallOut(
    id=3301, lead_id=1207, lead=CallLeadOut(1207, "Lena Lead", "+4930901820"), campaign_id=5,
    agent_id=3, agent=CallAgentOut(3, "Axel Agent"), direction="outbound", mode="preview",
    number="+4930901820", status="completed", answered_by="human", created_at=AT, ringing_at=AT,
    answered_at=AT, connected_at=AT, ended_at=LATER, duration=702, ended_because="agent",
    abandoned=False, wrap_up_until=None,
    disposition=DispositionOfCallOut(2, "callback", "Call back"),
    notes="", transferred_to=None, recording_url=None, recording_consent=None,
    carrier="simulation", carrier_call_id="SIM0001",
)  # fmt: skip
CAMPAIGN = CampaignOut(
    id=5, name="Spring", description="Those who asked for a catalogue", status="running",
    mode="preview", caller_id="+4930901821", script_id=None, hours=None, start_date=None,
    end_date=None, scheduled_at=None, max_attempts=5, max_abandonment=3.0, ring_timeout_s=25,
    wrap_up_s=30, preview_s=60, detect_machines=False, record_calls=False, uk_rules=False,
    retry=Raw(b"{}"), skills=[], team_id=None, budget=None, custom=Raw(b"{}"), created_by=1,
    created_at=AT, updated_at=LATER, started_at=AT, ended_at=None, version=3,
    leads={"pending": 120}, leads_total=120,
)  # fmt: skip
ALERT = AlertOut(
    9, "cpu_usage", "warning", "CPU usage is high: 92.4 %", 92.4, 85.0, "active", AT, None
)  # fmt: skip
AVAILABILITY: dict[str, object] = {
    "id": 3, "was": "away",
    "agent": ColleagueOut(3, "Axel Agent", "support_agent", "available", 3, [], LATER),
}  # fmt: skip
WRITTEN = WrittenOut(
    id="msg_77", number=77, channel="email", recipient="carla@example.org", person_id=7,
    purpose="service", template_id=None, language="en", subject="Your ticket", status="sent",
    state="delivered", reason="", attempts=1, provider_id=2, provider_kind="smtp",
    confidential=False, created_by=3, created_at=AT, next_attempt_at=None, sent_at=AT,
    delivered_at=LATER, opened_at=None, ended_at=LATER,
)  # fmt: skip
