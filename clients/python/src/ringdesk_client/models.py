"""Shapes of the API. Generated from openapi.json: do not edit."""

from datetime import date, datetime
from typing import Any, Literal

from msgspec import UNSET, Struct, UnsetType, field


class AbandonedOut(Struct, kw_only=True, omit_defaults=True):
    abandoned: "int"
    answered: "int"
    connected: "int"
    dialled: "int"
    machines: "int"
    rate_uk: "float"
    rate_us: "float"
    slowest_s: "float | None"


class AbandonmentOut(Struct, kw_only=True, omit_defaults=True):
    campaigns: "list[ApiAppAbandonmentCampaignOut]"
    days: "list[ApiAppAbandonmentDayOut]"
    limit: "float"
    total: "AbandonedOut"


class AddCarrier(Struct, kw_only=True, omit_defaults=True):
    caller_ids: "list[str] | UnsetType" = UNSET
    calls_per_second: "float | UnsetType" = UNSET
    credentials: "dict[str, str | None] | UnsetType" = UNSET
    enabled: "bool | UnsetType" = UNSET
    kind: "Literal['simulation', 'twilio', 'sip']"
    most_calls: "int | UnsetType" = UNSET
    name: "str"
    position: "int | UnsetType" = UNSET
    settings: "dict[str, Any] | UnsetType" = UNSET


class AddGolden(Struct, kw_only=True, omit_defaults=True):
    context: "str | UnsetType" = UNSET
    expects: "Literal['answer', 'escalate'] | UnsetType" = UNSET
    question: "str"
    source_id: "int | UnsetType | None" = UNSET
    source_kind: "Literal['faq', 'article'] | UnsetType | None" = UNSET
    turn_id: "int | UnsetType | None" = UNSET


class AddMailbox(Struct, kw_only=True, omit_defaults=True):
    address: "str"
    authserv_id: "str | UnsetType" = UNSET
    enabled: "bool | UnsetType" = UNSET
    folder: "str | UnsetType" = UNSET
    host: "str"
    interval_s: "int | UnsetType" = UNSET
    name: "str"
    password: "str"
    port: "int | UnsetType" = UNSET
    username: "str"


class AddMember(Struct, kw_only=True, omit_defaults=True):
    email: "str"
    role: "str | UnsetType" = UNSET


class AddWebhook(Struct, kw_only=True, omit_defaults=True):
    description: "str | UnsetType" = UNSET
    enabled: "bool | UnsetType" = UNSET
    include_notes: "bool | UnsetType" = UNSET
    most_at_once: "int | UnsetType" = UNSET
    per_second: "float | UnsetType" = UNSET
    types: "list[str]"
    url: "str"


class AdminDashboardOut(Struct, kw_only=True, omit_defaults=True):
    active_chats: "int"
    ai_usage_rate: "float"
    avg_response_time: "float"
    dashboard: "CallingDashboardOut"
    pending_chats: "int"
    total_customers: "int"
    total_messages: "int"


class AgentRow(Struct, kw_only=True, omit_defaults=True):
    agent: "WireTicketsAgentOut"
    assigned: "int"
    avg_resolution_time_minutes: "float"
    avg_response_time_minutes: "float"
    csat: "float"
    open: "int"
    resolved: "int"


class AgentWithDays(Struct, kw_only=True, omit_defaults=True):
    agent: "WireTicketsAgentOut"
    assigned: "int"
    avg_resolution_time_minutes: "float"
    avg_response_time_minutes: "float"
    csat: "float"
    daily: "list[WireAnalyticsDayOut]"
    open: "int"
    resolved: "int"


class AiAnswerOut(Struct, kw_only=True, omit_defaults=True):
    answer: "str"
    answered: "bool"
    confidence: "float"
    fell_back: "bool"
    provider: "str"
    reason: "str | None"
    sources: "list[AiSourceOut]"


class AiProviderOut(Struct, kw_only=True, omit_defaults=True):
    default: "bool"
    kind: "str"
    model: "str"
    name: "str"


class AiSourceOut(Struct, kw_only=True, omit_defaults=True):
    confidence: "float"
    id: "int"
    kind: "Literal['faq', 'article', 'canned', 'ticket']"
    title: "str"
    url: "str"


class AlertOut(Struct, kw_only=True, omit_defaults=True):
    created_at: "datetime"
    id: "int"
    message: "str"
    metric: "str"
    resolved_at: "datetime | None"
    severity: "str"
    status: "Literal['active', 'resolved']"
    threshold: "float"
    value: "float"


class AnalysisOut(Struct, kw_only=True, omit_defaults=True):
    confidence: "float"
    corrected: "bool"
    intent: "str"
    language: "str"
    sentiment: "str"
    suggestions: "list[str]"


class Analyze(Struct, kw_only=True, omit_defaults=True):
    message: "str"


class AnalyzedOut(Struct, kw_only=True, omit_defaults=True):
    confidence: "float"
    intent: "str"
    language: "str"
    message: "str"
    sentiment: "str"
    suggestions: "list[str]"


class AnsweringOut(Struct, kw_only=True, omit_defaults=True):
    agent_id: "int"
    declined: "int"
    full_name: "str"
    offered: "int"
    unanswered: "int"


class ArticleOut(Struct, kw_only=True, omit_defaults=True):
    author: "WireTicketsAgentOut | None"
    body: "str"
    category: "str"
    created_at: "datetime"
    helpful: "int"
    id: "int"
    is_active: "bool"
    language: "str"
    not_helpful: "int"
    state: "Literal['draft', 'published']"
    tags: "list[str]"
    title: "str"
    updated_at: "datetime"
    url: "str"
    used: "int"
    version: "int"
    visibility: "Literal['public', 'staff']"


class AskAccess(Struct, kw_only=True, omit_defaults=True):
    reason: "str | UnsetType" = UNSET


class AskAi(Struct, kw_only=True, omit_defaults=True):
    provider: "str | UnsetType | None" = UNSET
    query: "str"


class AskDeletion(Struct, kw_only=True, omit_defaults=True):
    reason: "str | UnsetType" = UNSET


class AskFor(Struct, kw_only=True, omit_defaults=True):
    email: "str | UnsetType" = UNSET
    kind: "Literal['access', 'deletion']"
    person_id: "int | UnsetType | None" = UNSET
    phone: "str | UnsetType" = UNSET
    reason: "str | UnsetType" = UNSET


class AskMine(Struct, kw_only=True, omit_defaults=True):
    kind: "Literal['access', 'deletion']"
    reason: "str | UnsetType" = UNSET


class AskedOut(Struct, kw_only=True, omit_defaults=True):
    created_at: "datetime"
    due_at: "datetime"
    request_id: "int"
    status: "Literal['pending', 'in_progress', 'done', 'refused']"
    type: "Literal['access', 'deletion']"


class AssignIn(Struct, kw_only=True, omit_defaults=True):
    agent_id: "int | UnsetType | None" = UNSET


class AssignTicket(Struct, kw_only=True, omit_defaults=True):
    agent_id: "int | UnsetType | None" = UNSET


class AssistantSettingsOut(Struct, kw_only=True, omit_defaults=True):
    ai_confidence_threshold: "float"
    auto_reply_enabled: "bool"
    keeps_texts: "bool"
    masks_personal_data: "bool"
    max_response_length: "int"
    provider: "str"
    response_style_default: "str"


class AtThresholdOut(Struct, kw_only=True, omit_defaults=True):
    answered: "float"
    escalated: "float"
    precision: "float"
    threshold: "float"


class AttachmentOut(Struct, kw_only=True, omit_defaults=True):
    content_type: "str"
    id: "int"
    name: "str"
    size: "int"
    url: "str"


class AttemptOut(Struct, kw_only=True, omit_defaults=True):
    answer: "str"
    at: "datetime"
    fault: "str | None"
    number: "int"
    status: "int | None"
    took_ms: "int"


class Audit(Struct, kw_only=True, omit_defaults=True):
    anchored_at: "datetime | None"
    anchored_facts: "int"
    by_action: "dict[str, int]"
    by_status: "dict[str, int]"
    checked_at: "datetime | None"
    checked_facts: "int"
    checked_state: "str | None"
    facts: "int"
    head: "str"
    in_period: "int"


class AvailabilityOut(Struct, kw_only=True, omit_defaults=True):
    capacity: "int"
    skills: "list[str]"
    state: "Literal['available', 'busy', 'away', 'offline']"


class AvailableLeadsOut(Struct, kw_only=True, omit_defaults=True):
    leads: "list[CallableLeadOut]"
    pagination: "PaginationOut"


class AvailableOut(Struct, kw_only=True, omit_defaults=True):
    is_available: "bool" = field(name="isAvailable")
    message: "str"


class AwardBadge(Struct, kw_only=True, omit_defaults=True):
    badge_id: "int"
    user_id: "int"


class BadgeOut(Struct, kw_only=True, omit_defaults=True):
    at_least: "int | None"
    created_at: "datetime"
    description: "str"
    enabled: "bool"
    holders: "int"
    icon: "str"
    id: "int"
    metric: "Literal['points', 'tickets_resolved', 'chats_finished', 'chats_rated_well', 'calls_talked', 'sales', 'leads_qualified', 'leads_converted', 'entries_written'] | None"
    name: "str"


class BoardAgentOut(Struct, kw_only=True, omit_defaults=True):
    call_id: "int | None"
    full_name: "str"
    id: "int"
    since: "datetime | None"
    state: "str"


class BoardCarrierOut(Struct, kw_only=True, omit_defaults=True):
    healthy: "bool | None"
    name: "str"
    says: "str"
    simulated: "bool"


class BoardLineOut(Struct, kw_only=True, omit_defaults=True):
    abandoned: "bool"
    agent: "CallAgentOut | None"
    agent_id: "int | None"
    answered_at: "datetime | None"
    answered_by: "str | None"
    campaign_id: "int | None"
    carrier: "str"
    carrier_call_id: "str | None"
    connected_at: "datetime | None"
    created_at: "datetime"
    direction: "str"
    disposition: "DispositionOfCallOut | None"
    duration: "int"
    ended_at: "datetime | None"
    ended_because: "str | None"
    has_sound: "bool"
    id: "int"
    lead: "CallLeadOut | None"
    lead_id: "int | None"
    mode: "str"
    notes: "str"
    number: "str"
    recording_consent: "str | None"
    recording_url: "str | None"
    ringing_at: "datetime | None"
    status: "str"
    transferred_to: "str | None"
    wrap_up_until: "datetime | None"


class BoardOut(Struct, kw_only=True, omit_defaults=True):
    next: "str | None"
    period: "Literal['day', 'week', 'month', 'all']"
    places: "list[PlaceOut]"
    start: "date"


class BoardQueueOut(Struct, kw_only=True, omit_defaults=True):
    active_calls: "int"
    by_priority: "list[WallboardWaitingOut]"
    is_running: "bool"
    max_concurrent_calls: "int"


class BrowserOut(Struct, kw_only=True, omit_defaults=True):
    browser: "str"
    created_at: "datetime"
    endpoint: "str"
    id: "int"
    last_used_at: "datetime | None"


class BudgetOut(Struct, kw_only=True, omit_defaults=True):
    cost_limit: "float | None"
    cost_used: "float"
    resets_at: "datetime"
    stopped: "bool"
    tokens_limit: "int | None"
    tokens_used: "int"


class BulkAction(Struct, kw_only=True, omit_defaults=True):
    action: "Literal['update_priority', 'update_status', 'add_tags', 'delete']"
    data: "AdminLeadsBulkData | UnsetType | None" = UNSET
    lead_ids: "list[str]" = field(name="leadIds")


class BulkFaultOut(Struct, kw_only=True, omit_defaults=True):
    code: "str"
    lead_id: "str" = field(name="leadId")
    reason: "str"


class BulkLeads(Struct, kw_only=True, omit_defaults=True):
    action: "Literal['update_priority', 'update_stage', 'update_status', 'add_tags', 'remove_tags', 'assign', 'add_to_campaign', 'do_not_call', 'delete']"
    data: "LeadBodiesBulkData | UnsetType | None" = UNSET
    filter: "LeadFilterIn | UnsetType | None" = UNSET
    lead_ids: "list[int] | UnsetType | None" = UNSET


class BulkOut(Struct, kw_only=True, omit_defaults=True):
    errors: "list[BulkFaultOut]"
    message: "str"
    summary: "BulkSummaryOut"


class BulkSummaryOut(Struct, kw_only=True, omit_defaults=True):
    changed: "int"
    requested: "int"
    skipped: "int"


class CallAgentOut(Struct, kw_only=True, omit_defaults=True):
    full_name: "str"
    id: "int"


class CallEventOut(Struct, kw_only=True, omit_defaults=True):
    actor: "CallAgentOut | None"
    at: "datetime"
    detail: "str"
    id: "int"
    kind: "str"
    source: "str"


class CallLeadOut(Struct, kw_only=True, omit_defaults=True):
    id: "int"
    name: "str"
    phone: "str | None"


class CallLine(Struct, kw_only=True, omit_defaults=True):
    created_at: "datetime" = field(name="createdAt")
    duration: "int"
    id: "str"
    lead: "CalledLead"
    status: "str"


class CallRowOut(Struct, kw_only=True, omit_defaults=True):
    created_at: "datetime" = field(name="createdAt")
    duration: "int"
    id: "str"
    lead: "CalledLeadOut"
    notes: "str"
    status: "str"


class CallSaid(Struct, kw_only=True, omit_defaults=True):
    call: "StartedCallOut"
    message: "str"


class CallStats(Struct, kw_only=True, omit_defaults=True):
    answered_calls: "int" = field(name="answeredCalls")
    average_duration: "int" = field(name="averageDuration")
    completed_calls: "int" = field(name="completedCalls")
    today_calls: "int" = field(name="todayCalls")
    total_calls: "int" = field(name="totalCalls")
    total_duration: "int" = field(name="totalDuration")


class CallStatsOut(Struct, kw_only=True, omit_defaults=True):
    abandoned: "int"
    answered: "int"
    average_duration: "int"
    by_status: "dict[str, int]"
    completed: "int"
    live: "int"
    today: "int"
    total: "int"
    total_duration: "int"


class CallWithStory(Struct, kw_only=True, omit_defaults=True):
    abandoned: "bool"
    agent: "CallAgentOut | None"
    agent_id: "int | None"
    answered_at: "datetime | None"
    answered_by: "str | None"
    campaign_id: "int | None"
    carrier: "str"
    carrier_call_id: "str | None"
    connected_at: "datetime | None"
    created_at: "datetime"
    direction: "str"
    disposition: "DispositionOfCallOut | None"
    duration: "int"
    ended_at: "datetime | None"
    ended_because: "str | None"
    events: "list[CallEventOut]"
    id: "int"
    lead: "CallLeadOut | None"
    lead_id: "int | None"
    mode: "str"
    notes: "str"
    number: "str"
    recording_consent: "str | None"
    recording_url: "str | None"
    ringing_at: "datetime | None"
    status: "str"
    transferred_to: "str | None"
    wrap_up_until: "datetime | None"


class CallableLeadOut(Struct, kw_only=True, omit_defaults=True):
    attempts: "int"
    callback_at: "datetime | None" = field(name="callbackAt")
    campaign_id: "str | None" = field(name="campaignId")
    claim_ends_at: "datetime | None" = field(name="claimEndsAt")
    created_at: "datetime" = field(name="createdAt")
    email: "str"
    id: "str"
    name: "str"
    notes: "str"
    owner_id: "str | None" = field(name="ownerId")
    phone: "str"
    phone_valid: "bool" = field(name="phoneValid")
    priority: "Literal['urgent', 'high', 'medium', 'low']"
    source: "str"
    stage: "Literal['new', 'contacted', 'qualified', 'converted', 'lost']"
    status: "Literal['pending', 'claimed', 'calling', 'answered', 'transferred', 'failed']"
    tags: "list[str]"


class CallbackOut(Struct, kw_only=True, omit_defaults=True):
    callback_at: "datetime"
    due: "bool"
    lead: "CallLeadOut"
    owner: "CallAgentOut"


class CalledLead(Struct, kw_only=True, omit_defaults=True):
    id: "str | None"
    name: "str"
    phone: "str"


class CalledLeadOut(Struct, kw_only=True, omit_defaults=True):
    id: "str"
    name: "str"
    phone: "str"
    priority: "str"


class Calling(Struct, kw_only=True, omit_defaults=True):
    abandoned: "int"
    abandonment_rate: "float"
    answered: "int"
    do_not_call: "int"
    hours: "str | None"
    refused: "int"
    refused_by_rule: "dict[str, int]"


class CallingDashboardOut(Struct, kw_only=True, omit_defaults=True):
    call_stats: "CallStats" = field(name="callStats")
    lead_stats: "LeadStats" = field(name="leadStats")
    priority_breakdown: "list[Counted]" = field(name="priorityBreakdown")
    recent_activity: "list[Recent]" = field(name="recentActivity")
    salesperson_performance: "list[Salesperson]" = field(name="salespersonPerformance")
    user_stats: "UserStats" = field(name="userStats")


class CallingListOut(Struct, kw_only=True, omit_defaults=True):
    campaign_id: "int | None"
    created_at: "datetime"
    created_by: "int"
    id: "int"
    leads: "int"
    name: "str"


class CampaignStatsOut(Struct, kw_only=True, omit_defaults=True):
    active: "int"
    by_status: "dict[str, int]"
    leads: "dict[str, int]"
    total: "int"


class CannedReplyOut(Struct, kw_only=True, omit_defaults=True):
    author: "WireTicketsAgentOut | None"
    category: "str"
    created_at: "datetime"
    id: "int"
    is_active: "bool"
    language: "str"
    shortcut: "str"
    tags: "list[str]"
    text: "str"
    title: "str"
    updated_at: "datetime"
    used: "int"
    version: "int"


class CarrierOut(Struct, kw_only=True, omit_defaults=True):
    caller_ids: "list[str]"
    calls_per_second: "float"
    enabled: "bool"
    has_credentials: "list[str]"
    health: "CarriersHealthOut"
    id: "int"
    inbound_url: "str | None"
    kind: "Literal['simulation', 'twilio', 'sip']"
    most_calls: "int"
    name: "str"
    position: "int"
    settings: "dict[str, Any]"


class CarriersOut(Struct, kw_only=True, omit_defaults=True):
    carriers: "list[CarrierOut]"
    simulated: "bool"


class CategoryOut(Struct, kw_only=True, omit_defaults=True):
    count: "int"
    name: "str"


class ChallengeOut(Struct, kw_only=True, omit_defaults=True):
    audience: "Literal['individual', 'team']"
    completed: "bool"
    completed_at: "datetime | None"
    completions: "int"
    created_at: "datetime"
    description: "str"
    enabled: "bool"
    end_date: "date"
    id: "int"
    metric: "Literal['points', 'tickets_resolved', 'chats_finished', 'chats_rated_well', 'calls_talked', 'sales', 'leads_qualified', 'leads_converted', 'entries_written']"
    name: "str"
    progress: "int"
    reward_points: "int"
    start_date: "date"
    target_score: "int"


class ChangeAssistant(Struct, kw_only=True, omit_defaults=True):
    ai_confidence_threshold: "float | UnsetType" = UNSET
    auto_reply_enabled: "bool | UnsetType" = UNSET
    keeps_texts: "bool | UnsetType" = UNSET
    masks_personal_data: "bool | UnsetType" = UNSET
    max_response_length: "int | UnsetType" = UNSET
    response_style_default: "Literal['friendly', 'professional', 'formal', 'casual', 'concise', 'empathetic', 'technical'] | UnsetType" = UNSET


class ChangeBadge(Struct, kw_only=True, omit_defaults=True):
    at_least: "int | UnsetType | None" = UNSET
    description: "str | UnsetType" = UNSET
    enabled: "bool | UnsetType" = UNSET
    icon: "str | UnsetType" = UNSET
    metric: "Literal['points', 'tickets_resolved', 'chats_finished', 'chats_rated_well', 'calls_talked', 'sales', 'leads_qualified', 'leads_converted', 'entries_written'] | UnsetType | None" = UNSET
    name: "str | UnsetType" = UNSET


class ChangeBudget(Struct, kw_only=True, omit_defaults=True):
    cost_limit: "float | UnsetType | None" = UNSET
    tokens_limit: "int | UnsetType | None" = UNSET


class ChangeCall(Struct, kw_only=True, omit_defaults=True):
    duration: "int | UnsetType" = UNSET
    notes: "str | UnsetType" = UNSET
    status: "Literal['initiated', 'ringing', 'answered', 'completed', 'busy', 'no-answer', 'failed'] | UnsetType" = UNSET


class ChangeCampaign(Struct, kw_only=True, omit_defaults=True):
    budget: "float | UnsetType | None" = UNSET
    caller_id: "str | UnsetType" = UNSET
    custom: "dict[str, str] | UnsetType" = UNSET
    description: "str | UnsetType" = UNSET
    detect_machines: "bool | UnsetType" = UNSET
    end_date: "date | UnsetType | None" = UNSET
    hours: "str | UnsetType | None" = UNSET
    max_abandonment: "float | UnsetType" = UNSET
    max_attempts: "int | UnsetType" = UNSET
    mode: "Literal['preview', 'progressive', 'predictive'] | UnsetType" = UNSET
    name: "str | UnsetType" = UNSET
    preview_s: "int | UnsetType" = UNSET
    record_calls: "bool | UnsetType" = UNSET
    retry: "dict[str, int] | UnsetType" = UNSET
    ring_timeout_s: "int | UnsetType" = UNSET
    script_id: "int | UnsetType | None" = UNSET
    skills: "list[str] | UnsetType" = UNSET
    start_date: "date | UnsetType | None" = UNSET
    status: "Literal['draft', 'scheduled', 'running', 'paused', 'completed'] | UnsetType" = UNSET
    team_id: "int | UnsetType | None" = UNSET
    uk_rules: "bool | UnsetType" = UNSET
    wrap_up_s: "int | UnsetType" = UNSET


class ChangeCarrier(Struct, kw_only=True, omit_defaults=True):
    caller_ids: "list[str] | UnsetType" = UNSET
    calls_per_second: "float | UnsetType" = UNSET
    credentials: "dict[str, str | None] | UnsetType" = UNSET
    enabled: "bool | UnsetType" = UNSET
    most_calls: "int | UnsetType" = UNSET
    name: "str | UnsetType" = UNSET
    position: "int | UnsetType" = UNSET
    settings: "dict[str, Any] | UnsetType" = UNSET


class ChangeChallenge(Struct, kw_only=True, omit_defaults=True):
    audience: "Literal['individual', 'team'] | UnsetType" = UNSET
    description: "str | UnsetType" = UNSET
    enabled: "bool | UnsetType" = UNSET
    end_date: "date | UnsetType" = UNSET
    metric: "Literal['points', 'tickets_resolved', 'chats_finished', 'chats_rated_well', 'calls_talked', 'sales', 'leads_qualified', 'leads_converted', 'entries_written'] | UnsetType" = UNSET
    name: "str | UnsetType" = UNSET
    reward_points: "int | UnsetType" = UNSET
    start_date: "date | UnsetType" = UNSET
    target_score: "int | UnsetType" = UNSET


class ChangeCompetition(Struct, kw_only=True, omit_defaults=True):
    description: "str | UnsetType" = UNSET
    end_date: "date | UnsetType" = UNSET
    metric: "Literal['points', 'tickets_resolved', 'chats_finished', 'chats_rated_well', 'calls_talked', 'sales', 'leads_qualified', 'leads_converted', 'entries_written'] | UnsetType" = UNSET
    name: "str | UnsetType" = UNSET
    reward_points: "int | UnsetType" = UNSET
    scoring: "Literal['total', 'per_member'] | UnsetType" = UNSET
    start_date: "date | UnsetType" = UNSET
    team_ids: "list[int] | UnsetType" = UNSET


class ChangeDisposition(Struct, kw_only=True, omit_defaults=True):
    key: "str | UnsetType | None" = UNSET
    label: "str | UnsetType" = UNSET
    means: "Literal['won', 'lost', 'callback', 'do_not_call', 'retry', 'neutral'] | UnsetType" = (
        UNSET
    )
    position: "int | UnsetType" = UNSET


class ChangeGameRule(Struct, kw_only=True, omit_defaults=True):
    conditions: "list[ConditionIO] | UnsetType" = UNSET
    daily_cap: "int | UnsetType" = UNSET
    enabled: "bool | UnsetType" = UNSET
    kind: "Literal['ticket_resolved', 'chat_finished', 'chat_rated', 'call_finished', 'call_wrapped_up', 'lead_moved', 'lead_converted', 'entry_written'] | UnsetType" = UNSET
    name: "str | UnsetType" = UNSET
    points: "int | UnsetType" = UNSET


class ChangeGolden(Struct, kw_only=True, omit_defaults=True):
    expects: "Literal['answer', 'escalate']"
    source_id: "int | UnsetType | None" = UNSET
    source_kind: "Literal['faq', 'article'] | UnsetType | None" = UNSET


class ChangeLead(Struct, kw_only=True, omit_defaults=True):
    callback_at: "datetime | UnsetType | None" = UNSET
    campaign_id: "int | UnsetType | None" = UNSET
    consent_at: "datetime | UnsetType | None" = UNSET
    consent_basis: "str | UnsetType" = UNSET
    custom: "dict[str, str | int | float | bool | None] | UnsetType" = UNSET
    email: "str | UnsetType | None" = UNSET
    external_id: "str | UnsetType | None" = UNSET
    list_id: "int | UnsetType | None" = UNSET
    name: "str | UnsetType" = UNSET
    notes: "str | UnsetType" = UNSET
    owner_id: "int | UnsetType | None" = UNSET
    phone: "str | UnsetType | None" = UNSET
    priority: "Literal['urgent', 'high', 'medium', 'low'] | UnsetType" = UNSET
    source: "str | UnsetType" = UNSET
    status: "Literal['new', 'contacted', 'qualified', 'converted', 'lost'] | UnsetType" = UNSET
    tags: "list[str] | UnsetType" = UNSET
    time_zone: "str | UnsetType | None" = UNSET


class ChangeList(Struct, kw_only=True, omit_defaults=True):
    campaign_id: "int | UnsetType | None" = UNSET
    name: "str | UnsetType" = UNSET


class ChangeMailbox(Struct, kw_only=True, omit_defaults=True):
    address: "str | UnsetType" = UNSET
    authserv_id: "str | UnsetType" = UNSET
    enabled: "bool | UnsetType" = UNSET
    folder: "str | UnsetType" = UNSET
    host: "str | UnsetType" = UNSET
    interval_s: "int | UnsetType" = UNSET
    name: "str | UnsetType" = UNSET
    password: "str | UnsetType" = UNSET
    port: "int | UnsetType" = UNSET
    username: "str | UnsetType" = UNSET


class ChangeMe(Struct, kw_only=True, omit_defaults=True):
    anonymous: "bool | UnsetType | None" = UNSET
    participates: "bool | UnsetType | None" = UNSET


class ChangePassword(Struct, kw_only=True, omit_defaults=True):
    current_password: "str"
    new_password: "str"


class ChangeProvider(Struct, kw_only=True, omit_defaults=True):
    credentials: "dict[str, str | None] | UnsetType" = UNSET
    enabled: "bool | UnsetType" = UNSET
    name: "str | UnsetType" = UNSET
    per_second: "float | UnsetType" = UNSET
    position: "int | UnsetType" = UNSET
    sender: "str | UnsetType" = UNSET
    sender_name: "str | UnsetType" = UNSET
    settings: "dict[str, Any] | UnsetType" = UNSET


class ChangeReward(Struct, kw_only=True, omit_defaults=True):
    description: "str | UnsetType" = UNSET
    enabled: "bool | UnsetType" = UNSET
    name: "str | UnsetType" = UNSET
    needs_approval: "bool | UnsetType" = UNSET
    points_cost: "int | UnsetType" = UNSET
    stock: "int | UnsetType | None" = UNSET


class ChangeRole(Struct, kw_only=True, omit_defaults=True):
    description: "str | UnsetType" = UNSET
    name: "str | UnsetType" = UNSET
    permissions: "list[str] | UnsetType" = UNSET


class ChangeScoring(Struct, kw_only=True, omit_defaults=True):
    route_new_leads: "bool | UnsetType" = UNSET
    source_points: "dict[str, float] | UnsetType" = UNSET
    stage_points: "dict[str, float] | UnsetType" = UNSET


class ChangeScript(Struct, kw_only=True, omit_defaults=True):
    body: "str | UnsetType" = UNSET
    name: "str | UnsetType" = UNSET


class ChangeSystemConfig(Struct, kw_only=True, omit_defaults=True):
    ai_confidence_threshold: "float | UnsetType" = UNSET
    auto_reply_enabled: "bool | UnsetType" = UNSET
    max_response_length: "int | UnsetType" = UNSET
    response_style_default: "Literal['friendly', 'professional', 'formal', 'casual', 'concise', 'empathetic', 'technical'] | UnsetType" = UNSET


class ChangeTeam(Struct, kw_only=True, omit_defaults=True):
    member_ids: "list[int] | UnsetType" = UNSET
    name: "str | UnsetType" = UNSET


class ChangeTemplate(Struct, kw_only=True, omit_defaults=True):
    language: "str | UnsetType" = UNSET
    name: "str | UnsetType" = UNSET
    provider_template: "str | UnsetType" = UNSET
    purpose: "Literal['service', 'marketing'] | UnsetType" = UNSET
    texts: "list[TextIn] | UnsetType" = UNSET


class ChangeTenant(Struct, kw_only=True, omit_defaults=True):
    hosts: "list[str] | UnsetType" = UNSET
    messages_a_day: "int | UnsetType | None" = UNSET
    people: "int | UnsetType | None" = UNSET
    storage_mb: "int | UnsetType | None" = UNSET


class ChangeUser(Struct, kw_only=True, omit_defaults=True):
    email: "str | UnsetType" = UNSET
    full_name: "str | UnsetType" = UNSET
    is_active: "bool | UnsetType" = UNSET
    role: "str | UnsetType" = UNSET
    scopes: "list[str] | UnsetType | None" = UNSET
    username: "str | UnsetType" = UNSET


class ChangeWebhook(Struct, kw_only=True, omit_defaults=True):
    description: "str | UnsetType" = UNSET
    enabled: "bool | UnsetType" = UNSET
    include_notes: "bool | UnsetType" = UNSET
    most_at_once: "int | UnsetType" = UNSET
    per_second: "float | UnsetType" = UNSET
    types: "list[str] | UnsetType" = UNSET
    url: "str | UnsetType" = UNSET


class ChangeWidget(Struct, kw_only=True, omit_defaults=True):
    allowed_origins: "list[str] | UnsetType" = UNSET
    channels: "list[Literal['chat', 'voice', 'video', 'bot']] | UnsetType" = UNSET
    colour: "str | UnsetType" = UNSET
    consent_text: "str | UnsetType" = UNSET
    enabled: "bool | UnsetType" = UNSET
    greeting: "str | UnsetType" = UNSET
    hours: "list[HoursIn] | UnsetType" = UNSET
    locale: "Literal['auto', 'en', 'de', 'ru', 'es', 'ar'] | UnsetType" = UNSET
    offline_message: "str | UnsetType" = UNSET
    position: "Literal['left', 'right'] | UnsetType" = UNSET
    privacy_url: "str | UnsetType" = UNSET
    theme: "Literal['auto', 'light', 'dark'] | UnsetType" = UNSET
    timezone: "str | UnsetType" = UNSET
    title: "str | UnsetType" = UNSET


class ChangeWorkspace(Struct, kw_only=True, omit_defaults=True):
    accent: "str | UnsetType" = UNSET
    locale: "Literal['en', 'de', 'ru', 'es'] | UnsetType" = UNSET
    mail_name: "str | UnsetType" = UNSET
    name: "str | UnsetType" = UNSET
    retention: "dict[str, int] | UnsetType" = UNSET
    strangers_may_register: "bool | UnsetType" = UNSET
    timezone: "str | UnsetType" = UNSET


class ChatCustomerOut(Struct, kw_only=True, omit_defaults=True):
    ai_usage_percentage: "float"
    customer_id: "str"
    customer_name: "str"
    last_activity: "datetime"
    message_count: "int"
    room_id: "str"
    status: "str"


class ChatDayOut(Struct, kw_only=True, omit_defaults=True):
    ai_count: "int"
    date_: "str" = field(name="date")
    human_count: "int"
    message_count: "int"


class ChatMessageOut(Struct, kw_only=True, omit_defaults=True):
    analysis: "AnalysisOut | None"
    attachments: "Any"
    client_key: "str | None"
    content: "str"
    conversation_id: "int"
    created_at: "datetime"
    from_staff: "bool"
    id: "int"
    internal: "bool"
    is_ai: "bool"
    kind: "str"
    read_at: "datetime | None"
    sender: "SenderOut"
    sources: "list[SourceLinkOut]"


class ChatOut(Struct, kw_only=True, omit_defaults=True):
    confidence_score: "float"
    handoff: "HandoffOut | None"
    message_id: "str"
    outcome: "str"
    response: "str"
    response_time_ms: "int"
    session_id: "str"
    sources: "list[SourceLinkOut]"
    ticket_id: "int | None"
    turn_id: "int"
    was_escalated: "bool"


class ChatOverviewNumbers(Struct, kw_only=True, omit_defaults=True):
    ai_generated_messages: "int"
    ai_usage_rate: "float"
    avg_messages_per_room: "float"
    total_chat_rooms: "int"
    total_messages: "int"


class ChatOverviewOut(Struct, kw_only=True, omit_defaults=True):
    daily_activity: "list[ChatDayOut]"
    intent_distribution: "list[ChatNumbersIntentOut]"
    overview: "ChatOverviewNumbers"
    period: "PeriodOut"


class ChatbotNumbersOut(Struct, kw_only=True, omit_defaults=True):
    answer_rate: "float"
    answered_queries: "int"
    avg_confidence_score: "float"
    avg_response_time_ms: "float"
    common_queries: "list[CommonOut]"
    common_sources: "list[CommonSourceOut]"
    escalated_queries: "int"
    escalation_rate: "float"
    refused_queries: "int"
    total_queries: "int"
    unanswered_queries: "list[CommonOut]"


class ChatbotSettingsIn(Struct, kw_only=True, omit_defaults=True):
    handoff_patience_s: "int"


class ChatbotSettingsOut(Struct, kw_only=True, omit_defaults=True):
    handoff_patience_s: "int"


class CheckIdentity(Struct, kw_only=True, omit_defaults=True):
    note: "str"


class CheckOut(Struct, kw_only=True, omit_defaults=True):
    anchored_at: "datetime | None"
    anchors: "int"
    asked_at: "datetime"
    asked_by: "int"
    asked_by_name: "str"
    bad_seq: "int | None"
    ended_at: "datetime | None"
    goal: "int"
    id: "int"
    seq: "int"
    state: "Literal['waiting', 'running', 'intact', 'changed', 'truncated', 'anchor_mismatch']"


class ChoiceOut(Struct, kw_only=True, omit_defaults=True):
    code: "str"
    id: "int"
    key: "str | None"
    label: "str"
    means: "Literal['won', 'lost', 'callback', 'do_not_call', 'retry', 'neutral']"


class ClaimLead(Struct, kw_only=True, omit_defaults=True):
    lead_id: "str" = field(name="leadId")


class ClaimedLeadOut(Struct, kw_only=True, omit_defaults=True):
    lead: "CallableLeadOut"
    message: "str"


class ColleagueOut(Struct, kw_only=True, omit_defaults=True):
    capacity: "int"
    full_name: "str"
    id: "int"
    role: "str"
    since: "datetime | None"
    skills: "list[str]"
    state: "Literal['available', 'busy', 'away', 'offline']"


class ColumnOut(Struct, kw_only=True, omit_defaults=True):
    name: "str"
    unit: "Literal['count', 'minutes', 'percent', 'score']"


class CommonOut(Struct, kw_only=True, omit_defaults=True):
    count: "int"
    query: "str"


class CommonSourceOut(Struct, kw_only=True, omit_defaults=True):
    count: "int"
    id: "int"
    kind: "str"
    title: "str"


class CompetitionOut(Struct, kw_only=True, omit_defaults=True):
    created_at: "datetime"
    description: "str"
    end_date: "date"
    id: "str"
    metric: "Literal['points', 'tickets_resolved', 'chats_finished', 'chats_rated_well', 'calls_talked', 'sales', 'leads_qualified', 'leads_converted', 'entries_written']"
    name: "str"
    reward_points: "int"
    scoring: "Literal['total', 'per_member']"
    settled_at: "datetime | None"
    start_date: "date"
    state: "Literal['planned', 'running', 'over']"
    team_ids: "list[int]"
    winners: "list[int]"


class ConditionIO(Struct, kw_only=True, omit_defaults=True):
    field_: "str" = field(name="field")
    op: "Literal['eq', 'ne', 'in', 'gte', 'lte']"
    value: "str | bool | int | float | list[str | bool | int | float]"


class ConsentLine(Struct, kw_only=True, omit_defaults=True):
    given: "int"
    recorded: "int"
    type: "str"
    withdrawn: "int"


class ConsentOut(Struct, kw_only=True, omit_defaults=True):
    created_at: "datetime"
    id: "int"
    source: "Literal['api', 'web_app', 'widget', 'staff', 'import', 'opt_out', 'house']"
    standing: "bool"
    type: "Literal['marketing', 'analytics', 'cookies']"
    user_id: "int"
    value: "bool"
    wording: "str"
    wording_version: "str"


class ConsentRowOut(Struct, kw_only=True, omit_defaults=True):
    address: "str | None"
    id: "int"
    note: "str"
    person_id: "int"
    person_name: "str"
    recorded_at: "datetime"
    recorded_by: "int"
    source: "Literal['api', 'web_app', 'widget', 'staff', 'import', 'opt_out', 'house']"
    standing: "bool"
    type: "Literal['marketing', 'analytics', 'cookies']"
    value: "bool"
    wording: "str"
    wording_version: "str"


class Control(Struct, kw_only=True, omit_defaults=True):
    action: "Literal['pause_queue', 'resume_queue', 'reset_stuck_leads', 'get_queue_status']"


class ControlledOut(Struct, kw_only=True, omit_defaults=True):
    message: "str"
    queue: "AdminStatusQueueOut"
    reset_count: "int | UnsetType" = field(default=UNSET, name="resetCount")


class ConversationCountsOut(Struct, kw_only=True, omit_defaults=True):
    active: "int"
    mine: "int"
    unassigned: "int"
    waiting: "int"


class ConversationOut(Struct, kw_only=True, omit_defaults=True):
    agent: "WireTicketsAgentOut | None"
    assistant_answers: "bool"
    channel: "Literal['ticket', 'room', 'session', 'chatbot', 'widget']"
    created_at: "datetime"
    customer: "CustomerOut"
    customer_name: "str"
    ended_at: "datetime | None"
    id: "int"
    intent: "ConversationsIntentOut | None"
    language: "str | None"
    last_message: "LastMessageOut | None"
    last_message_at: "datetime | None"
    message_count: "int"
    session: "OpenSessionOut | None"
    state: "Literal['open', 'waiting', 'active', 'ended']"
    ticket_id: "int | None"
    unanswered_since: "datetime | None"
    unread_count: "int"


class CorrectIntent(Struct, kw_only=True, omit_defaults=True):
    intent: "Literal['greeting', 'complaint', 'inquiry', 'support', 'feedback', 'uncategorized']"


class CountOut(Struct, kw_only=True, omit_defaults=True):
    count: "int"
    staff: "int"


class Counted(Struct, kw_only=True, omit_defaults=True):
    _id: "str"
    count: "int"


class CountsOut(Struct, kw_only=True, omit_defaults=True):
    mine: "int"
    open: "int"
    unassigned: "int"
    unread: "int"
    urgent: "int"


class CreateAdvancedChallenge(Struct, kw_only=True, omit_defaults=True):
    audience: "Literal['individual', 'team'] | UnsetType" = UNSET
    description: "str | UnsetType" = UNSET
    end_date: "date | UnsetType" = UNSET
    metric: "Literal['points', 'tickets_resolved', 'chats_finished', 'chats_rated_well', 'calls_talked', 'sales', 'leads_qualified', 'leads_converted', 'entries_written'] | UnsetType" = UNSET
    name: "str"
    reward_points: "int | UnsetType" = UNSET
    start_date: "date | UnsetType" = UNSET
    target_score: "int"


class CreateArticle(Struct, kw_only=True, omit_defaults=True):
    body: "str"
    category: "str | UnsetType" = UNSET
    is_active: "bool | UnsetType" = UNSET
    language: "Literal['en', 'de', 'ru', 'es'] | UnsetType" = UNSET
    state: "Literal['draft', 'published'] | UnsetType" = UNSET
    tags: "list[str] | UnsetType | None" = UNSET
    title: "str"
    visibility: "Literal['public', 'staff'] | UnsetType" = UNSET


class CreateBadge(Struct, kw_only=True, omit_defaults=True):
    at_least: "int | UnsetType" = UNSET
    description: "str | UnsetType" = UNSET
    icon: "str | UnsetType" = UNSET
    metric: "Literal['points', 'tickets_resolved', 'chats_finished', 'chats_rated_well', 'calls_talked', 'sales', 'leads_qualified', 'leads_converted', 'entries_written'] | UnsetType" = UNSET
    name: "str"


class CreateCall(Struct, kw_only=True, omit_defaults=True):
    lead_id: "int"
    notes: "str | UnsetType" = UNSET


class CreateCampaign(Struct, kw_only=True, omit_defaults=True):
    budget: "float | UnsetType | None" = UNSET
    caller_id: "str | UnsetType" = UNSET
    custom: "dict[str, str] | UnsetType" = UNSET
    description: "str | UnsetType" = UNSET
    detect_machines: "bool | UnsetType" = UNSET
    end_date: "date | UnsetType | None" = UNSET
    hours: "str | UnsetType | None" = UNSET
    max_abandonment: "float | UnsetType" = UNSET
    max_attempts: "int | UnsetType" = UNSET
    mode: "Literal['preview', 'progressive', 'predictive'] | UnsetType" = UNSET
    name: "str"
    preview_s: "int | UnsetType" = UNSET
    record_calls: "bool | UnsetType" = UNSET
    retry: "dict[str, int] | UnsetType" = UNSET
    ring_timeout_s: "int | UnsetType" = UNSET
    script_id: "int | UnsetType | None" = UNSET
    skills: "list[str] | UnsetType" = UNSET
    start_date: "date | UnsetType | None" = UNSET
    status: "Literal['draft', 'scheduled', 'running', 'paused', 'completed'] | UnsetType" = UNSET
    team_id: "int | UnsetType | None" = UNSET
    uk_rules: "bool | UnsetType" = UNSET
    wrap_up_s: "int | UnsetType" = UNSET


class CreateCannedReply(Struct, kw_only=True, omit_defaults=True):
    category: "str | UnsetType" = UNSET
    is_active: "bool | UnsetType" = UNSET
    language: "Literal['en', 'de', 'ru', 'es'] | UnsetType" = UNSET
    shortcut: "str"
    tags: "list[str] | UnsetType | None" = UNSET
    text: "str"
    title: "str"


class CreateChallenge(Struct, kw_only=True, omit_defaults=True):
    description: "str | UnsetType" = UNSET
    end_date: "date | UnsetType" = UNSET
    metric: "Literal['points', 'tickets_resolved', 'chats_finished', 'chats_rated_well', 'calls_talked', 'sales', 'leads_qualified', 'leads_converted', 'entries_written'] | UnsetType" = UNSET
    name: "str"
    reward_points: "int | UnsetType" = UNSET
    start_date: "date | UnsetType" = UNSET
    target_score: "int"


class CreateCompetition(Struct, kw_only=True, omit_defaults=True):
    description: "str | UnsetType" = UNSET
    end_date: "date"
    metric: "Literal['points', 'tickets_resolved', 'chats_finished', 'chats_rated_well', 'calls_talked', 'sales', 'leads_qualified', 'leads_converted', 'entries_written'] | UnsetType" = UNSET
    name: "str"
    reward_points: "int | UnsetType" = UNSET
    scoring: "Literal['total', 'per_member'] | UnsetType" = UNSET
    start_date: "date"
    team_ids: "list[int] | UnsetType" = UNSET


class CreateDisposition(Struct, kw_only=True, omit_defaults=True):
    campaign_id: "int | UnsetType | None" = UNSET
    code: "str | UnsetType | None" = UNSET
    key: "str | UnsetType | None" = UNSET
    label: "str"
    means: "Literal['won', 'lost', 'callback', 'do_not_call', 'retry', 'neutral'] | UnsetType" = (
        UNSET
    )
    position: "int | UnsetType | None" = UNSET


class CreateFaq(Struct, kw_only=True, omit_defaults=True):
    answer: "str"
    category: "str | UnsetType" = UNSET
    is_active: "bool | UnsetType" = UNSET
    language: "Literal['en', 'de', 'ru', 'es'] | UnsetType" = UNSET
    question: "str"
    state: "Literal['draft', 'published'] | UnsetType" = UNSET
    tags: "list[str] | UnsetType | None" = UNSET


class CreateGameRule(Struct, kw_only=True, omit_defaults=True):
    conditions: "list[ConditionIO] | UnsetType" = UNSET
    daily_cap: "int | UnsetType" = UNSET
    enabled: "bool | UnsetType" = UNSET
    kind: "Literal['ticket_resolved', 'chat_finished', 'chat_rated', 'call_finished', 'call_wrapped_up', 'lead_moved', 'lead_converted', 'entry_written']"
    name: "str"
    points: "int"


class CreateLead(Struct, kw_only=True, omit_defaults=True):
    campaign_id: "int | UnsetType | None" = UNSET
    consent_at: "datetime | UnsetType | None" = UNSET
    consent_basis: "str | UnsetType" = UNSET
    custom: "dict[str, str | int | float | bool | None] | UnsetType" = UNSET
    email: "str | UnsetType | None" = UNSET
    external_id: "str | UnsetType | None" = UNSET
    list_id: "int | UnsetType | None" = UNSET
    name: "str | UnsetType" = UNSET
    notes: "str | UnsetType" = UNSET
    owner_id: "int | UnsetType | None" = UNSET
    phone: "str | UnsetType | None" = UNSET
    priority: "Literal['urgent', 'high', 'medium', 'low'] | UnsetType" = UNSET
    source: "str | UnsetType" = UNSET
    status: "Literal['new', 'contacted', 'qualified', 'converted', 'lost'] | UnsetType" = UNSET
    tags: "list[str] | UnsetType" = UNSET
    time_zone: "str | UnsetType | None" = UNSET


class CreateList(Struct, kw_only=True, omit_defaults=True):
    campaign_id: "int | UnsetType | None" = UNSET
    name: "str"


class CreateReport(Struct, kw_only=True, omit_defaults=True):
    compare: "bool | UnsetType" = UNSET
    end_date: "date | UnsetType | None" = UNSET
    name: "str | UnsetType" = UNSET
    start_date: "date | UnsetType | None" = UNSET
    step: "Literal['day', 'week', 'month'] | UnsetType | None" = UNSET
    type: "Literal['agent_performance', 'campaign', 'lead_source', 'gamification']"


class CreateReward(Struct, kw_only=True, omit_defaults=True):
    description: "str | UnsetType" = UNSET
    name: "str"
    needs_approval: "bool | UnsetType" = UNSET
    points_cost: "int"
    stock: "int | UnsetType | None" = UNSET


class CreateRule(Struct, kw_only=True, omit_defaults=True):
    action_type: "Literal['assign_to_agent', 'assign_to_team', 'round_robin']"
    action_value: "str | int | UnsetType" = UNSET
    conditions: "dict[str, str | int | float | bool | dict[str, str | int | float | bool | list[str | int | float | bool | None] | None] | None]"
    enabled: "bool | UnsetType" = UNSET
    name: "str"
    priority: "int | UnsetType" = UNSET


class CreateScript(Struct, kw_only=True, omit_defaults=True):
    body: "str"
    name: "str"


class CreateTeam(Struct, kw_only=True, omit_defaults=True):
    member_ids: "list[int] | UnsetType" = UNSET
    name: "str"


class CreateTemplate(Struct, kw_only=True, omit_defaults=True):
    content: "str"
    html: "str | UnsetType | None" = UNSET
    language: "str | UnsetType" = UNSET
    name: "str"
    purpose: "Literal['service', 'marketing'] | UnsetType" = UNSET
    subject: "str | UnsetType" = UNSET
    type: "Literal['email', 'sms', 'whatsapp', 'slack', 'push']"


class CreateTicket(Struct, kw_only=True, omit_defaults=True):
    category: "Literal['system_down', 'performance_issue', 'password_reset', 'software_installation', 'hardware_issue', 'network_issue', 'other'] | UnsetType | None" = UNSET
    description: "str"
    priority: "Literal['low', 'medium', 'high', 'critical'] | UnsetType" = UNSET
    tags: "list[str] | UnsetType" = UNSET
    title: "str"


class CreateUser(Struct, kw_only=True, omit_defaults=True):
    email: "str"
    full_name: "str | UnsetType" = UNSET
    password: "str"
    role: "str | UnsetType" = UNSET
    scopes: "list[str] | UnsetType | None" = UNSET
    username: "str"


class CustomerBehaviourOut(Struct, kw_only=True, omit_defaults=True):
    customer_details: "list[EngagedOut]"
    customer_engagement: "EngagementOut"
    response_times: "ResponseTimesOut"


class CustomerNoteOut(Struct, kw_only=True, omit_defaults=True):
    author: "WireTicketsAgentOut"
    content: "str"
    created_at: "datetime"
    id: "int"


class CustomerOut(Struct, kw_only=True, omit_defaults=True):
    email: "str"
    full_name: "str"
    id: "int"


class CustomerPanelOut(Struct, kw_only=True, omit_defaults=True):
    conversations: "list[ConversationOut]"
    notes: "list[CustomerNoteOut]"
    person: "CustomerPersonOut"
    sessions: "list[WireConversationsSessionOut]"
    tickets: "list[WireTicketsTicketOut]"


class CustomerPersonOut(Struct, kw_only=True, omit_defaults=True):
    created_at: "datetime"
    email: "str"
    full_name: "str"
    id: "int"
    is_active: "bool"
    last_seen_at: "datetime | None"
    role: "str"


class CustomerStatsOut(Struct, kw_only=True, omit_defaults=True):
    avg_response_time_minutes: "float"
    open: "int"
    resolved: "int"
    sessions: "int"
    total: "int"


class DailyCalls(Struct, kw_only=True, omit_defaults=True):
    _id: "DayKey"
    answered_calls: "int" = field(name="answeredCalls")
    total_calls: "int" = field(name="totalCalls")


class DailyPerformance(Struct, kw_only=True, omit_defaults=True):
    _id: "DayKey"
    answered: "int"
    calls: "int"
    completed: "int"
    duration: "int"


class DashboardOut(Struct, kw_only=True, omit_defaults=True):
    dashboard: "OperatorDashboardOut"


class DayKey(Struct, kw_only=True, omit_defaults=True):
    day: "int"
    month: "int"
    year: "int"


class DeadLetterOut(Struct, kw_only=True, omit_defaults=True):
    attempts: "int"
    dead_at: "datetime"
    error: "str | None"
    id: "int"
    kind: "str"
    seq: "int | None"


class Decide(Struct, kw_only=True, omit_defaults=True):
    note: "str | UnsetType" = UNSET
    status: "Literal['requested', 'approved', 'fulfilled', 'refused']"


class DefaultsIn(Struct, kw_only=True, omit_defaults=True):
    campaign_id: "int | UnsetType | None" = UNSET
    consent_basis: "str | UnsetType" = UNSET
    list_id: "int | UnsetType | None" = UNSET
    owner_id: "int | UnsetType | None" = UNSET
    priority: "Literal['urgent', 'high', 'medium', 'low'] | UnsetType" = UNSET
    region: "str | UnsetType | None" = UNSET
    source: "str | UnsetType" = UNSET
    tags: "list[str] | UnsetType" = UNSET


class DeliveryOut(Struct, kw_only=True, omit_defaults=True):
    attempts: "int"
    happened_at: "datetime"
    id: "int"
    is_test: "bool"
    last_fault: "str | None"
    last_status: "int | None"
    message_id: "str"
    next_attempt_at: "datetime | None"
    settled_at: "datetime | None"
    state: "Literal['waiting', 'delivered', 'failed', 'skipped']"
    type: "str"


class DeskOut(Struct, kw_only=True, omit_defaults=True):
    availability: "Literal['available', 'busy', 'away', 'offline']"
    call: "CallsCallOut | None"
    dispositions: "list[ChoiceOut]"
    incoming: "IncomingOut | None"
    lead: "LeadOut | None"
    rank: "int"
    script: "str | None"
    simulated: "bool"
    today: "TodayOut"
    wrap_up: "WrapUpOut | None"


class DetailedDeliveryOut(Struct, kw_only=True, omit_defaults=True):
    attempt_log: "list[AttemptOut]"
    attempts: "int"
    happened_at: "datetime"
    id: "int"
    is_test: "bool"
    last_fault: "str | None"
    last_status: "int | None"
    message_id: "str"
    next_attempt_at: "datetime | None"
    payload: "Any"
    settled_at: "datetime | None"
    state: "Literal['waiting', 'delivered', 'failed', 'skipped']"
    type: "str"


class DialerSettingsOut(Struct, kw_only=True, omit_defaults=True):
    attempts_per_day: "int"
    attempts_total: "int"
    calls_per_second: "float"
    claim_s: "int"
    hold_after_abandon_h: "int"
    hours: "str | None"
    house_hours: "str"
    house_retry: "dict[str, int]"
    low_counts_as_medium_after_h: "int | None"
    max_concurrent_calls: "int"
    paused: "bool"
    region: "str"
    retry: "dict[str, int]"
    wrap_up_s: "int"


class DifferenceOut(Struct, kw_only=True, omit_defaults=True):
    after: "Literal['right', 'wrong', 'missed']"
    before: "Literal['right', 'wrong', 'missed']"
    confidence_after: "float"
    confidence_before: "float"
    expects: "Literal['answer', 'escalate']"
    found_after: "str"
    found_before: "str"
    golden_id: "int"
    question: "str"


class DispositionOfCallOut(Struct, kw_only=True, omit_defaults=True):
    code: "str"
    id: "int"
    label: "str"


class DispositionOut(Struct, kw_only=True, omit_defaults=True):
    campaign_id: "int | None"
    code: "str"
    id: "int"
    key: "str | None"
    label: "str"
    means: "Literal['won', 'lost', 'callback', 'do_not_call', 'retry', 'neutral']"
    position: "int"


class DistributionOut(Struct, kw_only=True, omit_defaults=True):
    data: "list[ShareOut]"
    dimension: "str"
    end_date: "date | None"
    filters: "dict[str, str]"
    metric: "str"
    start_date: "date | None"
    total: "float"
    unit: "Literal['count', 'minutes', 'percent', 'score']"


class DrawReport(Struct, kw_only=True, omit_defaults=True):
    compare: "bool | UnsetType" = UNSET
    end_date: "date | UnsetType | None" = UNSET
    start_date: "date | UnsetType | None" = UNSET
    step: "Literal['day', 'week', 'month'] | UnsetType | None" = UNSET
    type: "Literal['agent_performance', 'campaign', 'lead_source', 'gamification']"


class DrawnOut(Struct, kw_only=True, omit_defaults=True):
    comparison: "ReportsComparisonOut | None"
    end_date: "date"
    metrics: "WireReportsMetricsOut"
    start_date: "date"
    step: "str"
    summary: "dict[str, float]"
    time_zone: "str"
    type: "Literal['agent_performance', 'campaign', 'lead_source', 'gamification']"


class DryRunOut(Struct, kw_only=True, omit_defaults=True):
    capped: "int"
    days: "int"
    facts: "int"
    matched: "int"
    people: "list[WouldGetOut]"
    points: "int"
    repeated: "int"
    truncated: "bool"


class DueOut(Struct, kw_only=True, omit_defaults=True):
    about: "str"
    days: "int | None"
    due: "int"
    kind: "str"


class DuplicatesOut(Struct, kw_only=True, omit_defaults=True):
    keep_id: "int"
    key: "str"
    leads: "list[LeadOut]"


class EarnedBadgeOut(Struct, kw_only=True, omit_defaults=True):
    description: "str"
    earned_at: "datetime"
    icon: "str"
    id: "int"
    name: "str"


class EngagedOut(Struct, kw_only=True, omit_defaults=True):
    ai_usage_percentage: "float"
    customer_id: "str"
    customer_name: "str"
    last_activity: "datetime"
    message_count: "int"
    room_count: "int"
    session_duration: "float"


class EngagementOut(Struct, kw_only=True, omit_defaults=True):
    avg_messages_per_customer: "float"
    avg_session_duration: "float"
    top_customers: "list[EngagedOut]"
    total_customers: "int"


class EntriesOut(Struct, kw_only=True, omit_defaults=True):
    entries: "list[WireGovernanceEntryOut]"
    next: "int | None"
    total: "int"


class EntryVersionOut(Struct, kw_only=True, omit_defaults=True):
    at: "datetime"
    author: "WireTicketsAgentOut | None"
    body: "str"
    category: "str"
    is_active: "bool"
    language: "str"
    shortcut: "str | None"
    state: "Literal['draft', 'published']"
    tags: "list[str]"
    title: "str"
    version: "int"
    visibility: "Literal['public', 'staff']"


class ErasureOut(Struct, kw_only=True, omit_defaults=True):
    asked_at: "datetime | None"
    asked_by: "int | None"
    due_at: "datetime | None"


class EvaluationOut(Struct, kw_only=True, omit_defaults=True):
    author_name: "str | None"
    created_at: "datetime"
    encoder_id: "str"
    error: "str"
    finished_at: "datetime | None"
    id: "int"
    knowledge_revision: "int"
    label: "str"
    provider: "str"
    questions: "int"
    scores: "ScoresOut | None"
    state: "Literal['running', 'done', 'failed']"
    threshold: "float"
    with_drafts: "bool"


class ExportOut(Struct, kw_only=True, omit_defaults=True):
    asked_at: "datetime"
    expires_at: "datetime | None"
    finished_at: "datetime | None"
    id: "int"
    problem: "str"
    rows: "int"
    size: "int | None"
    state: "str"


class ExportReport(Struct, kw_only=True, omit_defaults=True):
    format: "Literal['csv', 'json', 'pdf', 'parquet']"
    language: "Literal['en', 'de', 'ru', 'es'] | UnsetType" = UNSET
    report_id: "str"


class FaqOut(Struct, kw_only=True, omit_defaults=True):
    answer: "str"
    author: "WireTicketsAgentOut | None"
    category: "str"
    created_at: "datetime"
    helpful: "int"
    id: "int"
    is_active: "bool"
    language: "str"
    not_helpful: "int"
    question: "str"
    state: "Literal['draft', 'published']"
    tags: "list[str]"
    updated_at: "datetime"
    url: "str"
    used: "int"
    version: "int"


class FaultOut(Struct, kw_only=True, omit_defaults=True):
    line: "int"
    reason: "str"


class FolderOut(Struct, kw_only=True, omit_defaults=True):
    mails: "int"


class ForbidIn(Struct, kw_only=True, omit_defaults=True):
    campaign_id: "int | UnsetType | None" = UNSET
    expires_at: "datetime | UnsetType | None" = UNSET
    number: "str"
    reason: "str | UnsetType" = UNSET


class GameRuleOut(Struct, kw_only=True, omit_defaults=True):
    conditions: "list[ConditionIO]"
    created_at: "datetime"
    daily_cap: "int"
    enabled: "bool"
    id: "int"
    kind: "Literal['ticket_resolved', 'chat_finished', 'chat_rated', 'call_finished', 'call_wrapped_up', 'lead_moved', 'lead_converted', 'entry_written']"
    name: "str"
    points: "int"
    updated_at: "datetime"


class GiveSchedule(Struct, kw_only=True, omit_defaults=True):
    at: "str"
    covers: "Literal['yesterday', 'last_7_days', 'last_30_days', 'last_week', 'last_month']"
    format: "Literal['csv', 'json', 'pdf', 'parquet'] | UnsetType" = UNSET
    frequency: "Literal['daily', 'weekly', 'monthly']"
    is_active: "bool | UnsetType" = UNSET
    language: "Literal['en', 'de', 'ru', 'es'] | UnsetType" = UNSET
    month_day: "int | UnsetType" = UNSET
    name: "str"
    recipients: "list[str]"
    type: "Literal['agent_performance', 'campaign', 'lead_source', 'gamification']"
    weekday: "int | UnsetType" = UNSET


class GoldenOut(Struct, kw_only=True, omit_defaults=True):
    author_name: "str | None"
    context: "str"
    created_at: "datetime"
    expects: "Literal['answer', 'escalate']"
    id: "int"
    question: "str"
    source_id: "int | None"
    source_kind: "Literal['faq', 'article'] | None"
    source_title: "str | None"
    turn_id: "int | None"


class Handle(Struct, kw_only=True, omit_defaults=True):
    note: "str | UnsetType" = UNSET


class HandoffForStaffOut(Struct, kw_only=True, omit_defaults=True):
    because: "str"
    handoff: "HandoffOut"
    reason: "str"
    steps: "list[ChatbotStepOut]"
    summary: "str"


class HandoffOut(Struct, kw_only=True, omit_defaults=True):
    deadline_at: "datetime | None"
    expected_wait_s: "int | None"
    id: "int"
    outcome: "str | None"
    queue_position: "int | None"
    requested_at: "datetime"
    state: "str"
    ticket_id: "int | None"


class HeadingOut(Struct, kw_only=True, omit_defaults=True):
    created_at: "datetime"
    created_by: "str | None"
    end_date: "date"
    id: "str"
    name: "str"
    scheduled: "bool"
    start_date: "date"
    step: "str"
    time_zone: "str"
    type: "Literal['agent_performance', 'campaign', 'lead_source', 'gamification']"


class HistoryOut(Struct, kw_only=True, omit_defaults=True):
    calls: "list[CallRowOut]"
    pagination: "PaginationOut"


class Hold(Struct, kw_only=True, omit_defaults=True):
    on: "bool"


class HoursIn(Struct, kw_only=True, omit_defaults=True):
    closes: "str"
    day: "Literal['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']"
    opens: "str"


class HoursOut(Struct, kw_only=True, omit_defaults=True):
    closes: "str"
    day: "Literal['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']"
    opens: "str"


class IceOut(Struct, kw_only=True, omit_defaults=True):
    expires_at: "datetime"
    ice_servers: "list[IceServerOut]"


class IceServerOut(Struct, kw_only=True, omit_defaults=True):
    credential: "str | UnsetType" = UNSET
    urls: "list[str]"
    username: "str | UnsetType" = UNSET


class ImportCountsOut(Struct, kw_only=True, omit_defaults=True):
    do_not_call: "int"
    duplicates: "int"
    duplicates_in_file: "int"
    errors: "int"
    left: "int"
    new: "int"
    rows: "int"
    undone: "int"
    unknown_zones: "int"
    updated: "int"


class ImportDefaultsOut(Struct, kw_only=True, omit_defaults=True):
    campaign_id: "int | None"
    consent_basis: "str"
    list_id: "int | None"
    owner_id: "int | None"
    priority: "str"
    region: "str | None"
    source: "str"
    tags: "list[str]"


class ImportFaultOut(Struct, kw_only=True, omit_defaults=True):
    line: "int"
    reason: "str"


class ImportGolden(Struct, kw_only=True, omit_defaults=True):
    questions: "list[AddGolden]"


class ImportOut(Struct, kw_only=True, omit_defaults=True):
    columns: "list[str]"
    counts: "ImportCountsOut"
    created_at: "datetime"
    created_by: "ImportOwnerOut"
    defaults: "ImportDefaultsOut"
    delimiter: "str"
    doing: "Literal['check', 'bring_in', 'undo'] | None"
    encoding: "str"
    errors: "list[ImportFaultOut]"
    finished_at: "datetime | None"
    has_file: "bool"
    has_header: "bool"
    id: "int"
    mapping: "dict[str, Literal['phone', 'name', 'first_name', 'last_name', 'email', 'external_id', 'source', 'priority', 'tags', 'notes', 'time_zone', 'consent_basis', 'custom', 'skip']]"
    name: "str"
    on_duplicate: "Literal['skip', 'update']"
    problem: "str"
    progress: "float"
    sample: "list[list[str]]"
    size: "int"
    state: "Literal['uploaded', 'checked', 'running', 'done', 'undone', 'failed']"


class ImportOwnerOut(Struct, kw_only=True, omit_defaults=True):
    full_name: "str | None"
    id: "int"


class IncomingOut(Struct, kw_only=True, omit_defaults=True):
    call_id: "int"
    lead_id: "int | None"
    name: "str"
    number: "str"
    queue_name: "str"
    since: "datetime"
    until: "datetime"


class IntegrityOut(Struct, kw_only=True, omit_defaults=True):
    anchored_at: "datetime | None"
    anchored_facts: "int"
    check: "CheckOut | None"
    facts: "int"
    head: "str"


class InviteFirst(Struct, kw_only=True, omit_defaults=True):
    email: "str"


class InvitedOut(Struct, kw_only=True, omit_defaults=True):
    email: "str"
    expires_at: "datetime"
    id: "int"
    role: "str"
    sent_at: "datetime"
    status: "str"


class Judge(Struct, kw_only=True, omit_defaults=True):
    verdict: "Literal['right', 'wrong']"


class KeepProvider(Struct, kw_only=True, omit_defaults=True):
    api_key: "str | UnsetType | None" = UNSET
    base_url: "str | UnsetType" = UNSET
    enabled: "bool | UnsetType" = UNSET
    input_price: "float | UnsetType" = UNSET
    kind: "Literal['openai', 'anthropic'] | UnsetType" = UNSET
    model: "str | UnsetType" = UNSET
    output_price: "float | UnsetType" = UNSET
    position: "int | UnsetType" = UNSET
    timeout_s: "float | UnsetType" = UNSET


class KeptReportOut(Struct, kw_only=True, omit_defaults=True):
    comparison: "ReportsComparisonOut | None"
    created_at: "datetime"
    created_by: "str | None"
    end_date: "date"
    id: "str"
    metrics: "WireReportsMetricsOut"
    name: "str"
    scheduled: "bool"
    start_date: "date"
    step: "str"
    summary: "dict[str, float]"
    time_zone: "str"
    type: "Literal['agent_performance', 'campaign', 'lead_source', 'gamification']"


class LastMessageOut(Struct, kw_only=True, omit_defaults=True):
    content: "str"
    created_at: "datetime"
    from_staff: "bool"
    is_ai: "bool"


class LeadChangeOut(Struct, kw_only=True, omit_defaults=True):
    actor: "LeadOwnerOut"
    after: "str | None"
    at: "datetime"
    before: "str | None"
    field_: "str" = field(name="field")
    id: "int"


class LeadFilterIn(Struct, kw_only=True, omit_defaults=True):
    campaign: "int | UnsetType | None" = UNSET
    dial_status: "list[Literal['pending', 'claimed', 'calling', 'answered', 'transferred', 'failed']] | UnsetType | None" = UNSET
    list_: "int | UnsetType | None" = field(default=UNSET, name="list")
    owner: "str | UnsetType | None" = UNSET
    priority: "list[Literal['urgent', 'high', 'medium', 'low']] | UnsetType | None" = UNSET
    q: "str | UnsetType | None" = UNSET
    source: "str | UnsetType | None" = UNSET
    stage: "list[Literal['new', 'contacted', 'qualified', 'converted', 'lost']] | UnsetType | None" = UNSET
    tag: "str | UnsetType | None" = UNSET


class LeadLine(Struct, kw_only=True, omit_defaults=True):
    id: "str"
    name: "str"
    phone: "str"
    priority: "str"
    status: "str"


class LeadOut(Struct, kw_only=True, omit_defaults=True):
    attempts: "int"
    callback_at: "datetime | None"
    callback_owner_id: "int | None"
    campaign_id: "int | None"
    claim_ends_at: "datetime | None"
    claimed_by: "int | None"
    consent_at: "datetime | None"
    consent_basis: "str"
    converted_at: "datetime | None"
    created_at: "datetime"
    custom: "Any"
    dial_status: "Literal['pending', 'claimed', 'calling', 'answered', 'transferred', 'failed']"
    due_at: "datetime | None"
    email: "str | None"
    external_id: "str | None"
    id: "int"
    import_id: "int | None"
    last_attempt_at: "datetime | None"
    last_outcome: "str | None"
    list_id: "int | None"
    name: "str"
    notes: "str"
    owner: "LeadOwnerOut | None"
    owner_id: "int | None"
    phone: "str | None"
    phone_national: "str | None"
    phone_valid: "bool"
    priority: "Literal['urgent', 'high', 'medium', 'low']"
    ready_at: "datetime"
    score: "float | None"
    source: "str"
    status: "Literal['new', 'contacted', 'qualified', 'converted', 'lost']"
    tags: "list[str]"
    time_zone: "str | None"
    updated_at: "datetime"
    version: "int"
    zones: "list[str]"


class LeadOwnerOut(Struct, kw_only=True, omit_defaults=True):
    full_name: "str"
    id: "int"


class LeadStats(Struct, kw_only=True, omit_defaults=True):
    answered_leads: "int" = field(name="answeredLeads")
    calling_leads: "int" = field(name="callingLeads")
    claimed_leads: "int" = field(name="claimedLeads")
    failed_leads: "int" = field(name="failedLeads")
    pending_leads: "int" = field(name="pendingLeads")
    total_leads: "int" = field(name="totalLeads")
    transferred_leads: "int" = field(name="transferredLeads")


class LeadStatsOut(Struct, kw_only=True, omit_defaults=True):
    by_dial_status: "dict[str, int]"
    by_priority: "dict[str, int]"
    by_source: "dict[str, int]"
    by_status: "dict[str, int]"
    conversion_rate: "float"
    converted: "int"
    total: "int"


class LeadWithStory(Struct, kw_only=True, omit_defaults=True):
    attempts: "int"
    callback_at: "datetime | None"
    callback_owner_id: "int | None"
    calls: "list[CallsCallOut]"
    campaign_id: "int | None"
    claim_ends_at: "datetime | None"
    claimed_by: "int | None"
    consent_at: "datetime | None"
    consent_basis: "str"
    converted_at: "datetime | None"
    created_at: "datetime"
    custom: "Any"
    dial_status: "Literal['pending', 'claimed', 'calling', 'answered', 'transferred', 'failed']"
    due_at: "datetime | None"
    email: "str | None"
    external_id: "str | None"
    history: "list[LeadChangeOut]"
    id: "int"
    import_id: "int | None"
    last_attempt_at: "datetime | None"
    last_outcome: "str | None"
    list_id: "int | None"
    name: "str"
    notes: "str"
    owner: "LeadOwnerOut | None"
    owner_id: "int | None"
    phone: "str | None"
    phone_national: "str | None"
    phone_valid: "bool"
    priority: "Literal['urgent', 'high', 'medium', 'low']"
    ready_at: "datetime"
    score: "float | None"
    source: "str"
    status: "Literal['new', 'contacted', 'qualified', 'converted', 'lost']"
    tags: "list[str]"
    time_zone: "str | None"
    updated_at: "datetime"
    version: "int"
    zones: "list[str]"


class LikelihoodOut(Struct, kw_only=True, omit_defaults=True):
    factors: "dict[str, float]"
    lead_id: "int"
    likelihood: "float | None"
    reasons: "list[Reason]"
    score: "float"


class ListedOut(Struct, kw_only=True, omit_defaults=True):
    added: "int"
    errors: "list[FaultOut]"
    faulty: "int"
    known: "int"
    rows: "int"


class LogOut(Struct, kw_only=True, omit_defaults=True):
    hostname: "str"
    id: "int"
    level: "str"
    message: "str"
    metadata: "str"
    source: "str"
    timestamp: "datetime"


class Login(Struct, kw_only=True, omit_defaults=True):
    email: "str | UnsetType | None" = UNSET
    password: "str"
    username: "str | UnsetType | None" = UNSET


class LoginOut(Struct, kw_only=True, omit_defaults=True):
    access_token: "str"
    expires_in: "int"
    refresh_token: "str"
    token_type: "str | UnsetType" = UNSET
    user: "WirePeoplePersonOut"
    user_id: "str"
    user_type: "str"
    username: "str"


class LogsOut(Struct, kw_only=True, omit_defaults=True):
    logs: "list[WireGovernanceEntryOut]"
    total: "int"


class LookUp(Struct, kw_only=True, omit_defaults=True):
    limit: "int | UnsetType" = UNSET
    question: "str"


class MailOut(Struct, kw_only=True, omit_defaults=True):
    fetched_at: "datetime"
    id: "int"
    mailbox_id: "int"
    mailbox_name: "str"
    reason: "str"
    sender: "str"
    settled_at: "datetime | None"
    size: "int"
    state: "Literal['waiting', 'taken', 'quarantined', 'ignored', 'discarded']"
    subject: "str"
    ticket_id: "int | None"


class MailboxOut(Struct, kw_only=True, omit_defaults=True):
    address: "str"
    authserv_id: "str"
    enabled: "bool"
    failures: "int"
    folder: "str"
    has_password: "bool"
    host: "str"
    id: "int"
    interval_s: "int"
    looked_at: "datetime | None"
    name: "str"
    port: "int"
    quarantined: "int"
    says: "str"
    username: "str"
    waiting: "int"


class MakeRole(Struct, kw_only=True, omit_defaults=True):
    description: "str | UnsetType" = UNSET
    name: "str"
    permissions: "list[str] | UnsetType" = UNSET


class MakeToken(Struct, kw_only=True, omit_defaults=True):
    days: "int | UnsetType" = UNSET
    name: "str"
    scopes: "list[str]"


class MeasuredOut(Struct, kw_only=True, omit_defaults=True):
    auc: "float"
    top_half: "float"


class MemoryOut(Struct, kw_only=True, omit_defaults=True):
    heap_total: "int" = field(name="heapTotal")
    heap_used: "int" = field(name="heapUsed")
    rss: "int"


class MergeIn(Struct, kw_only=True, omit_defaults=True):
    keep_id: "int"
    lead_ids: "list[int]"


class MergesIn(Struct, kw_only=True, omit_defaults=True):
    merges: "list[MergeIn]"


class MessageDetailOut(Struct, kw_only=True, omit_defaults=True):
    attachments: "list[str]"
    basis: "str"
    body: "str | None"
    html: "str | None"
    message: "MessagesMessageOut"
    reply_to: "str | None"
    timeline: "list[MessagesStepOut]"


class ModelOut(Struct, kw_only=True, omit_defaults=True):
    calibration_error: "float"
    made_at: "datetime | None"
    model: "MeasuredOut | None"
    ready: "bool"
    rows: "int"
    rules: "MeasuredOut | None"
    tested: "int"
    wins: "int"


class MovePoints(Struct, kw_only=True, omit_defaults=True):
    points: "int"
    reason: "str"
    user_id: "int"


class MyRequestOut(Struct, kw_only=True, omit_defaults=True):
    archive_expires_at: "datetime | None"
    archive_size: "int | None"
    asked_at: "datetime"
    due_at: "datetime"
    finished_at: "datetime | None"
    id: "int"
    kind: "Literal['access', 'deletion']"
    reason: "str"
    refusal: "str"
    state: "Literal['pending', 'in_progress', 'done', 'refused']"


class Named(Struct, kw_only=True, omit_defaults=True):
    name: "str"


class NewTokenOut(Struct, kw_only=True, omit_defaults=True):
    about: "TokenOut"
    token: "str"


class NextLead(Struct, kw_only=True, omit_defaults=True):
    campaign_id: "int | UnsetType | None" = UNSET


class NoteDown(Struct, kw_only=True, omit_defaults=True):
    content: "str"


class NumberIn(Struct, kw_only=True, omit_defaults=True):
    closed_text: "str | UnsetType" = UNSET
    enabled: "bool | UnsetType" = UNSET
    greeting: "str | UnsetType" = UNSET
    hours: "str | UnsetType | None" = UNSET
    language: "str | UnsetType" = UNSET
    menu: "dict[str, Any] | UnsetType | None" = UNSET
    name: "str | UnsetType" = UNSET
    number: "str | UnsetType" = UNSET
    queue_id: "int | UnsetType" = UNSET
    time_zone: "str | UnsetType" = UNSET


class NumberOut(Struct, kw_only=True, omit_defaults=True):
    closed_text: "str"
    enabled: "bool"
    greeting: "str"
    hours: "str | None"
    id: "int"
    language: "str"
    menu: "Any"
    name: "str"
    number: "str"
    queue_id: "int"
    time_zone: "str"


class OfLead(Struct, kw_only=True, omit_defaults=True):
    lead_id: "int"


class OpenConversation(Struct, kw_only=True, omit_defaults=True):
    channel: "str | UnsetType" = UNSET
    customer_name: "str | UnsetType" = UNSET


class OpenRoom(Struct, kw_only=True, omit_defaults=True):
    customer_name: "str | UnsetType" = UNSET


class OpenSessionOut(Struct, kw_only=True, omit_defaults=True):
    expected_wait_s: "int | None"
    id: "int"
    queue_position: "int | None"
    status: "Literal['waiting', 'active', 'ended']"
    type: "Literal['chat', 'voice', 'video']"


class OpenTenant(Struct, kw_only=True, omit_defaults=True):
    name: "str"


class OpenTenantFor(Struct, kw_only=True, omit_defaults=True):
    email: "str"
    name: "str"


class OpenedRoomOut(Struct, kw_only=True, omit_defaults=True):
    customer_id: "str"
    customer_name: "str"
    room_id: "str"
    status: "str"


class OperatorDashboardOut(Struct, kw_only=True, omit_defaults=True):
    assigned_leads: "list[LeadLine]" = field(name="assignedLeads")
    available_leads: "list[LeadLine]" = field(name="availableLeads")
    operator_rank: "int" = field(name="operatorRank")
    performance_ranking: "list[Ranked]" = field(name="performanceRanking")
    personal_stats: "CallStats" = field(name="personalStats")
    recent_calls: "list[CallLine]" = field(name="recentCalls")


class OverviewOut(Struct, kw_only=True, omit_defaults=True):
    agent_performance: "list[AgentRow]"
    avg_resolution_time_minutes: "float"
    avg_response_time_minutes: "float"
    category_distribution: "dict[str, int]"
    chat_sessions: "SessionNumbers"
    priority_distribution: "dict[str, int]"
    status_distribution: "dict[str, int]"
    tickets: "TicketNumbers"


class OwnTenantOut(Struct, kw_only=True, omit_defaults=True):
    created_at: "datetime"
    id: "str"
    is_current: "bool"
    is_suspended: "bool"
    name: "str"
    role: "str"


class PaginationOut(Struct, kw_only=True, omit_defaults=True):
    limit: "int"
    page: "int"
    pages: "int"
    total: "int"


class People(Struct, kw_only=True, omit_defaults=True):
    active: "int"
    administrators: "int"
    idle: "int"
    invited: "int"
    own_rights: "int"
    staff: "int"
    tokens: "int"
    total: "int"


class PerformanceOut(Struct, kw_only=True, omit_defaults=True):
    daily_performance: "list[DailyPerformance]" = field(name="dailyPerformance")
    lead_conversion: "list[PriorityPerformance]" = field(name="leadConversion")
    performance: "PerformanceTotals"


class PerformanceReportOut(Struct, kw_only=True, omit_defaults=True):
    performance: "ReportOut"


class PerformanceTotals(Struct, kw_only=True, omit_defaults=True):
    answered_calls: "int" = field(name="answeredCalls")
    average_duration: "int" = field(name="averageDuration")
    completed_calls: "int" = field(name="completedCalls")
    total_calls: "int" = field(name="totalCalls")
    total_duration: "int" = field(name="totalDuration")


class Period(Struct, kw_only=True, omit_defaults=True):
    end: "date"
    start: "date"


class PeriodOut(Struct, kw_only=True, omit_defaults=True):
    days: "int"
    end_date: "datetime"
    start_date: "datetime"


class PlaceOut(Struct, kw_only=True, omit_defaults=True):
    anonymous: "bool"
    is_me: "bool"
    level: "int"
    name: "str"
    points: "int"
    rank: "int"
    total_points: "int"
    user_id: "int"


class PlanErasure(Struct, kw_only=True, omit_defaults=True):
    days: "int | UnsetType" = UNSET
    name: "str"


class PlanOut(Struct, kw_only=True, omit_defaults=True):
    contacts: "int"
    lines: "list[ApiAppPrivacyShapesLineOut]"


class PointsOut(Struct, kw_only=True, omit_defaults=True):
    anonymous: "bool"
    balance: "int"
    level: "int"
    participates: "bool"
    total_points: "int"
    user_id: "int"


class PostMessage(Struct, kw_only=True, omit_defaults=True):
    attachment_ids: "list[int] | UnsetType" = UNSET
    content: "str"
    internal: "bool | UnsetType" = UNSET
    ticket_id: "int"


class PresentTenantOut(Struct, kw_only=True, omit_defaults=True):
    accent: "str"
    created_at: "datetime"
    id: "str"
    language: "str"
    logo_url: "str | None"
    name: "str"
    timezone: "str"


class PreviewIn(Struct, kw_only=True, omit_defaults=True):
    text: "TextIn"
    type: "Literal['email', 'sms', 'whatsapp', 'slack', 'push']"
    variables: "dict[str, str] | UnsetType" = UNSET


class PriorityPerformance(Struct, kw_only=True, omit_defaults=True):
    _id: "str"
    answered_calls: "int" = field(name="answeredCalls")
    completed_calls: "int" = field(name="completedCalls")
    total_calls: "int" = field(name="totalCalls")


class PrivacyRequests(Struct, kw_only=True, omit_defaults=True):
    access: "int"
    average_days: "float"
    deletion: "int"
    done: "int"
    longest_days: "float"
    open: "int"
    overdue: "int"
    refused: "int"


class ProfileOut(Struct, kw_only=True, omit_defaults=True):
    anonymous: "bool"
    badges: "list[EarnedBadgeOut]"
    balance: "int"
    challenges: "list[ChallengeOut]"
    counted: "dict[str, int]"
    level: "int"
    name: "str"
    participates: "bool"
    rank: "int"
    total_points: "int"
    user_id: "int"


class ProviderIn(Struct, kw_only=True, omit_defaults=True):
    channel: "Literal['email', 'sms', 'whatsapp', 'slack', 'push']"
    credentials: "dict[str, str | None] | UnsetType" = UNSET
    enabled: "bool | UnsetType" = UNSET
    kind: "Literal['smtp', 'twilio', 'smpp', 'whatsapp', 'slack', 'webpush', 'console']"
    name: "str"
    per_second: "float | UnsetType" = UNSET
    position: "int | UnsetType" = UNSET
    sender: "str | UnsetType" = UNSET
    sender_name: "str | UnsetType" = UNSET
    settings: "dict[str, Any] | UnsetType" = UNSET


class ProviderLine(Struct, kw_only=True, omit_defaults=True):
    enabled: "bool"
    kind: "str"
    name: "str"
    of: "str"


class ProviderTestOut(Struct, kw_only=True, omit_defaults=True):
    detail: "str"
    latency_ms: "int"
    model: "str"
    ok: "bool"
    outcome: "str"
    tokens_in: "int"
    tokens_out: "int"


class PushOut(Struct, kw_only=True, omit_defaults=True):
    enabled: "bool"
    public_key: "str"
    subscriptions: "list[BrowserOut]"


class QueueIn(Struct, kw_only=True, omit_defaults=True):
    most_waiting: "int | UnsetType" = UNSET
    name: "str | UnsetType" = UNSET
    overflow: "Literal['callback', 'hang_up'] | UnsetType" = UNSET
    ring_s: "int | UnsetType" = UNSET
    skills: "list[str] | UnsetType" = UNSET
    wait_s: "int | UnsetType" = UNSET


class QuotaOut(Struct, kw_only=True, omit_defaults=True):
    messages_a_day: "int | None"
    people: "int | None"
    storage_mb: "int | None"


class Ranked(Struct, kw_only=True, omit_defaults=True):
    id: "str"
    name: "str"
    rank: "int"
    success_rate: "float" = field(name="successRate")
    total_calls: "int" = field(name="totalCalls")


class RateIn(Struct, kw_only=True, omit_defaults=True):
    comment: "str | UnsetType" = UNSET
    score: "int"


class RatingOut(Struct, kw_only=True, omit_defaults=True):
    comment: "str"
    score: "int"


class ReadManyOut(Struct, kw_only=True, omit_defaults=True):
    message: "str"
    read: "int"


class ReadOut(Struct, kw_only=True, omit_defaults=True):
    message: "str"
    read: "int"


class Reason(Struct, kw_only=True, omit_defaults=True):
    effect: "float"
    feature: "str"


class Recent(Struct, kw_only=True, omit_defaults=True):
    created_at: "datetime" = field(name="createdAt")
    id: "str"
    lead: "CalledLead"
    salesperson: "Named | None"
    status: "str"


class RecordConsent(Struct, kw_only=True, omit_defaults=True):
    type: "Literal['marketing', 'analytics', 'cookies']"
    value: "bool"
    wording: "str | UnsetType" = UNSET
    wording_version: "str | UnsetType" = UNSET


class Redeem(Struct, kw_only=True, omit_defaults=True):
    reward_id: "int"


class RedeemedOut(Struct, kw_only=True, omit_defaults=True):
    balance: "int"
    id: "int"
    points_cost: "int"
    redemption: "RedemptionOut"
    reward_id: "int"
    reward_name: "str"
    status: "Literal['requested', 'approved', 'fulfilled', 'refused']"


class RedemptionOut(Struct, kw_only=True, omit_defaults=True):
    changed_at: "datetime"
    created_at: "datetime"
    id: "int"
    note: "str"
    points_cost: "int"
    reward_id: "int"
    reward_name: "str"
    status: "Literal['requested', 'approved', 'fulfilled', 'refused']"
    user_id: "int"
    user_name: "str"


class Refresh(Struct, kw_only=True, omit_defaults=True):
    refresh_token: "str"


class RefusalOut(Struct, kw_only=True, omit_defaults=True):
    at: "datetime"
    campaign_id: "int | None"
    detail: "str"
    id: "int"
    lead_id: "int | None"
    number: "str | None"
    rule: "Literal['do_not_call', 'calling_hours', 'attempts_per_day', 'attempts_total', 'number_in_call', 'held_after_abandon', 'number_invalid', 'no_number', 'concurrency', 'carrier_rate', 'paused', 'nobody_available']"
    until: "datetime | None"


class Refuse(Struct, kw_only=True, omit_defaults=True):
    reason: "str"


class Register(Struct, kw_only=True, omit_defaults=True):
    email: "str"
    full_name: "str | UnsetType" = UNSET
    password: "str"
    role: "str | UnsetType" = UNSET
    user_type: "Literal['admin', 'customer'] | UnsetType" = UNSET
    username: "str"


class RegisterProvider(Struct, kw_only=True, omit_defaults=True):
    credentials: "dict[str, str | None] | UnsetType" = UNSET
    kind: "Literal['smtp', 'twilio', 'smpp', 'whatsapp', 'slack', 'webpush', 'console'] | UnsetType" = UNSET
    name: "str | UnsetType | None" = UNSET
    per_second: "float | UnsetType" = UNSET
    sender: "str | UnsetType" = UNSET
    sender_name: "str | UnsetType" = UNSET
    settings: "dict[str, Any] | UnsetType" = UNSET
    type: "Literal['email', 'sms', 'whatsapp', 'slack', 'push']"


class RegisterTenant(Struct, kw_only=True, omit_defaults=True):
    email: "str"
    full_name: "str"
    password: "str"
    tenant_name: "str | UnsetType | None" = UNSET


class RegisteredOut(Struct, kw_only=True, omit_defaults=True):
    access_token: "str | UnsetType" = UNSET
    created_at: "datetime"
    email: "str"
    expires_in: "int | UnsetType" = UNSET
    full_name: "str"
    id: "int"
    is_active: "bool"
    refresh_token: "str | UnsetType" = UNSET
    role: "str"
    token_type: "str | UnsetType" = UNSET
    user_id: "str"
    user_type: "str"
    username: "str"


class RenderedOut(Struct, kw_only=True, omit_defaults=True):
    html: "str | None"
    subject: "str"
    text: "str"
    variables: "list[str]"


class ReplaySince(Struct, kw_only=True, omit_defaults=True):
    delivered_too: "bool | UnsetType" = UNSET
    since: "datetime"


class ReplayedOut(Struct, kw_only=True, omit_defaults=True):
    count: "int"


class Report(Struct, kw_only=True, omit_defaults=True):
    audit: "Audit"
    calling: "Calling"
    consents: "list[ConsentLine]"
    generated_at: "datetime"
    people: "People"
    period: "Period"
    privacy_requests: "PrivacyRequests"
    providers: "list[ProviderLine]"
    retention: "list[RetentionLine]"
    roles: "list[RoleLine]"
    security: "Security"
    sign_in: "SignIn"
    workspace: "str"


class ReportOut(Struct, kw_only=True, omit_defaults=True):
    daily_calls: "list[DailyCalls]" = field(name="dailyCalls")
    lead_conversion: "list[Counted]" = field(name="leadConversion")
    salesperson_stats: "list[SalespersonRow]" = field(name="salespersonStats")


class RequestOut(Struct, kw_only=True, omit_defaults=True):
    addresses: "list[str]"
    archive_expires_at: "datetime | None"
    archive_size: "int | None"
    asked_at: "datetime"
    asked_by: "int"
    asked_by_name: "str | None"
    decided_at: "datetime | None"
    decided_by: "int | None"
    due_at: "datetime"
    finished_at: "datetime | None"
    id: "int"
    identity_checked_at: "datetime | None"
    identity_note: "str"
    kind: "Literal['access', 'deletion']"
    numbers: "list[str]"
    person_id: "int | None"
    person_name: "str | None"
    problem: "str"
    reason: "str"
    refusal: "str"
    state: "Literal['pending', 'in_progress', 'done', 'refused']"
    with_contacts: "bool"


class RequestReset(Struct, kw_only=True, omit_defaults=True):
    email: "str"


class RequestSession(Struct, kw_only=True, omit_defaults=True):
    conversation_id: "int | UnsetType | None" = UNSET
    reason: "str | UnsetType" = UNSET
    skills: "list[str] | UnsetType" = UNSET
    type: "Literal['chat', 'voice', 'video']"


class ResetPassword(Struct, kw_only=True, omit_defaults=True):
    new_password: "str"
    token: "str"


class ResponseTimesOut(Struct, kw_only=True, omit_defaults=True):
    avg_ai_response_time_minutes: "float"
    avg_human_response_time_minutes: "float"
    avg_response_time_minutes: "float"
    total_responses: "int"


class ResultOut(Struct, kw_only=True, omit_defaults=True):
    confidence: "float"
    expects: "Literal['answer', 'escalate']"
    found_id: "int | None"
    found_kind: "str | None"
    found_title: "str"
    golden_id: "int"
    mark: "Literal['right', 'wrong', 'missed']"
    question: "str"
    source_id: "int | None"
    source_kind: "str | None"


class RetentionLine(Struct, kw_only=True, omit_defaults=True):
    days: "int | None"
    kind: "str"
    last_run: "datetime | None"
    removed: "int"


class RewardOut(Struct, kw_only=True, omit_defaults=True):
    created_at: "datetime"
    description: "str"
    enabled: "bool"
    id: "int"
    name: "str"
    needs_approval: "bool"
    points_cost: "int"
    stock: "int | None"


class RoleLine(Struct, kw_only=True, omit_defaults=True):
    built_in: "bool"
    members: "int"
    name: "str"
    permissions: "list[str]"


class RoleOut(Struct, kw_only=True, omit_defaults=True):
    built_in: "bool"
    description: "str"
    id: "int | None"
    members: "int"
    name: "str"
    permissions: "list[str]"


class RoomAnalysisOut(Struct, kw_only=True, omit_defaults=True):
    confidence: "float"
    intent: "str"
    suggestions: "list[str]"


class RoomMessageOut(Struct, kw_only=True, omit_defaults=True):
    ai_suggestion: "str"
    content: "str"
    id: "str"
    intent: "str"
    is_ai_generated: "bool"
    room_id: "str"
    timestamp: "datetime"
    user_id: "str"
    user_name: "str"
    user_type: "str"


class RoomOut(Struct, kw_only=True, omit_defaults=True):
    created_at: "datetime"
    customer_id: "str"
    customer_name: "str"
    id: "str"
    last_message_at: "datetime | None"
    message_count: "int"
    status: "str"


class RotateSecret(Struct, kw_only=True, omit_defaults=True):
    overlap_hours: "float | UnsetType" = UNSET


class RoutedOut(Struct, kw_only=True, omit_defaults=True):
    agent_id: "int"
    routing_rule_applied: "Literal['assign_to_agent', 'assign_to_team', 'round_robin']"
    rule_id: "int | None"
    rule_name: "str | None"


class RowOut(Struct, kw_only=True, omit_defaults=True):
    id: "int | None"
    name: "str"
    values: "list[float]"


class RunEvaluation(Struct, kw_only=True, omit_defaults=True):
    label: "str | UnsetType" = UNSET
    threshold: "float | UnsetType | None" = UNSET
    with_drafts: "bool | UnsetType" = UNSET


class RunOut(Struct, kw_only=True, omit_defaults=True):
    cutoff: "datetime"
    days: "int"
    ended_at: "datetime | None"
    files: "int"
    id: "int"
    kind: "str"
    rows: "int"
    started_at: "datetime"
    started_by: "int"


class Said(Struct, kw_only=True, omit_defaults=True):
    message: "str"


class SaidInRoomOut(Struct, kw_only=True, omit_defaults=True):
    ai_analysis: "RoomAnalysisOut"
    content: "str"
    message_id: "str"
    room_id: "str"
    timestamp: "datetime"
    user_type: "str"


class Salesperson(Struct, kw_only=True, omit_defaults=True):
    email: "str"
    id: "str"
    name: "str"
    successful_calls: "int" = field(name="successfulCalls")
    total_calls: "int" = field(name="totalCalls")
    total_duration: "int" = field(name="totalDuration")


class SalespersonRow(Struct, kw_only=True, omit_defaults=True):
    answered_calls: "int" = field(name="answeredCalls")
    completed_calls: "int" = field(name="completedCalls")
    id: "str"
    name: "str"
    success_rate: "float" = field(name="successRate")
    total_calls: "int" = field(name="totalCalls")
    total_duration: "int" = field(name="totalDuration")


class SaveView(Struct, kw_only=True, omit_defaults=True):
    filters: "dict[str, str]"
    name: "str"
    shared: "bool | UnsetType" = UNSET


class SayIn(Struct, kw_only=True, omit_defaults=True):
    attachment_ids: "list[int] | UnsetType" = UNSET
    client_key: "str | UnsetType | None" = UNSET
    content: "str | UnsetType" = UNSET
    internal: "bool | UnsetType" = UNSET


class SayInRoom(Struct, kw_only=True, omit_defaults=True):
    client_key: "str | UnsetType | None" = UNSET
    content: "str"
    user_type: "Literal['admin', 'customer'] | UnsetType | None" = UNSET


class ScheduleOut(Struct, kw_only=True, omit_defaults=True):
    at: "str"
    covers: "Literal['yesterday', 'last_7_days', 'last_30_days', 'last_week', 'last_month']"
    created_at: "datetime"
    format: "Literal['csv', 'json', 'pdf', 'parquet']"
    frequency: "Literal['daily', 'weekly', 'monthly']"
    id: "int"
    is_active: "bool"
    language: "Literal['en', 'de', 'ru', 'es']"
    last_at: "datetime | None"
    last_report_id: "str | None"
    month_day: "int"
    name: "str"
    next_at: "datetime | None"
    problem: "str"
    recipients: "list[str]"
    time_zone: "str"
    type: "Literal['agent_performance', 'campaign', 'lead_source', 'gamification']"
    weekday: "int"


class ScheduledOut(Struct, kw_only=True, omit_defaults=True):
    campaign_id: "int"
    message: "str"
    scheduled_time: "datetime"
    status: "str"


class ScoreOut(Struct, kw_only=True, omit_defaults=True):
    factors: "dict[str, float]"
    lead_id: "int"
    name: "str"
    rank: "int"
    score: "float"


class ScoresOut(Struct, kw_only=True, omit_defaults=True):
    answerable: "int"
    answered: "float"
    curve: "list[AtThresholdOut]"
    ece: "float"
    escalated: "float"
    missed: "int"
    precision: "float"
    recall_at_1: "float"
    right: "int"
    unanswerable: "int"
    wrong: "int"


class ScoringOut(Struct, kw_only=True, omit_defaults=True):
    route_new_leads: "bool"
    source_points: "dict[str, float]"
    stage_points: "dict[str, float]"


class ScriptOut(Struct, kw_only=True, omit_defaults=True):
    body: "str"
    changed_at: "datetime"
    id: "int"
    name: "str"


class SecretOut(Struct, kw_only=True, omit_defaults=True):
    secret: "str"


class Security(Struct, kw_only=True, omit_defaults=True):
    acknowledged: "int"
    by_type: "dict[str, int]"
    open_by_severity: "dict[str, int]"
    resolved: "int"


class SecurityEventOut(Struct, kw_only=True, omit_defaults=True):
    address: "str | None"
    count: "int"
    details: "Any"
    event_type: "str"
    handled_at: "datetime | None"
    handled_by: "int | None"
    handled_by_name: "str | None"
    id: "int"
    last_at: "datetime"
    note: "str"
    severity: "str"
    status: "str"
    timestamp: "datetime"
    user_id: "int | None"
    user_name: "str | None"


class SecurityEventsOut(Struct, kw_only=True, omit_defaults=True):
    events: "list[SecurityEventOut]"
    total: "int"


class SendIn(Struct, kw_only=True, omit_defaults=True):
    body: "str | UnsetType" = UNSET
    language: "str | UnsetType" = UNSET
    person_id: "int | UnsetType | None" = UNSET
    purpose: "Literal['service', 'marketing'] | UnsetType" = UNSET
    recipient: "str"
    subject: "str | UnsetType" = UNSET
    template_id: "str | UnsetType | None" = UNSET
    type: "Literal['email', 'sms', 'whatsapp', 'slack', 'push']"
    variables: "dict[str, str] | UnsetType" = UNSET


class SenderOut(Struct, kw_only=True, omit_defaults=True):
    full_name: "str"
    id: "int"
    role: "str"


class SentOut(Struct, kw_only=True, omit_defaults=True):
    message_id: "str"
    status: "Literal['sent', 'pending', 'failed']"


class SessionNumbers(Struct, kw_only=True, omit_defaults=True):
    active: "int"
    total: "int"
    waiting: "int"


class SetAvailability(Struct, kw_only=True, omit_defaults=True):
    capacity: "int | UnsetType" = UNSET
    skills: "list[str] | UnsetType" = UNSET
    state: "Literal['available', 'busy', 'away', 'offline'] | UnsetType" = UNSET


class SetAvailable(Struct, kw_only=True, omit_defaults=True):
    is_available: "bool" = field(name="isAvailable")


class SetDialer(Struct, kw_only=True, omit_defaults=True):
    attempts_per_day: "int | UnsetType" = UNSET
    attempts_total: "int | UnsetType" = UNSET
    calls_per_second: "float | UnsetType" = UNSET
    claim_s: "int | UnsetType" = UNSET
    hold_after_abandon_h: "int | UnsetType" = UNSET
    hours: "str | UnsetType | None" = UNSET
    low_counts_as_medium_after_h: "int | UnsetType | None" = UNSET
    max_concurrent_calls: "int | UnsetType" = UNSET
    region: "str | UnsetType" = UNSET
    retry: "dict[str, int] | UnsetType" = UNSET
    wrap_up_s: "int | UnsetType" = UNSET


class SetRouting(Struct, kw_only=True, omit_defaults=True):
    default_capacity: "int | UnsetType" = UNSET
    sticky: "bool | UnsetType" = UNSET
    strategy: "Literal['off', 'round_robin', 'least_busy'] | UnsetType" = UNSET


class SetStatus(Struct, kw_only=True, omit_defaults=True):
    status: "Literal['available', 'busy', 'away', 'offline']"


class SetUpIn(Struct, kw_only=True, omit_defaults=True):
    defaults: "DefaultsIn | UnsetType | None" = UNSET
    delimiter: "str | UnsetType | None" = UNSET
    encoding: "str | UnsetType | None" = UNSET
    has_header: "bool | UnsetType | None" = UNSET
    mapping: "dict[str, Literal['phone', 'name', 'first_name', 'last_name', 'email', 'external_id', 'source', 'priority', 'tags', 'notes', 'time_zone', 'consent_basis', 'custom', 'skip']] | UnsetType | None" = UNSET
    on_duplicate: "Literal['skip', 'update'] | UnsetType | None" = UNSET


class ShareOut(Struct, kw_only=True, omit_defaults=True):
    key: "str"
    name: "str"
    percentage: "float"
    value: "float"


class SignIn(Struct, kw_only=True, omit_defaults=True):
    failed: "int"
    open_sessions: "int"
    passwords_changed: "int"
    refused_acts: "int"
    succeeded: "int"
    tokens_reused: "int"


class SkippedOut(Struct, kw_only=True, omit_defaults=True):
    count: "int"
    rule: "Literal['do_not_call', 'calling_hours', 'attempts_per_day', 'attempts_total', 'number_in_call', 'held_after_abandon', 'number_invalid', 'no_number', 'concurrency', 'carrier_rate', 'paused', 'nobody_available']"


class SourceLinkOut(Struct, kw_only=True, omit_defaults=True):
    title: "str"
    url: "str"


class SourceOut(Struct, kw_only=True, omit_defaults=True):
    confidence: "float"
    id: "int"
    kind: "Literal['faq', 'article', 'canned', 'ticket']"
    text: "str"
    title: "str"
    url: "str"


class StandingOut(Struct, kw_only=True, omit_defaults=True):
    competition: "CompetitionOut"
    teams: "list[TeamPlaceOut]"


class Start(Struct, kw_only=True, omit_defaults=True):
    with_contacts: "bool | UnsetType" = UNSET


class StartedCallOut(Struct, kw_only=True, omit_defaults=True):
    created_at: "datetime" = field(name="createdAt")
    duration: "int"
    id: "str"
    lead: "str"
    lead_id: "str" = field(name="leadId")
    notes: "str"
    status: "str"
    twilio_call_sid: "str" = field(name="twilioCallSid")


class StatisticsOut(Struct, kw_only=True, omit_defaults=True):
    by_kind: "dict[str, int]"
    by_provider: "dict[str, int]"
    counts: "dict[str, int]"
    delivery_rate: "float"
    messages_sent: "int"


class Step(Struct, kw_only=True, omit_defaults=True):
    detail: "str | UnsetType" = UNSET
    name: "str"
    rule_id: "int | None"
    why: "Literal['matched', 'disabled', 'condition', 'nobody']"


class SubscribeIn(Struct, kw_only=True, omit_defaults=True):
    auth: "str"
    endpoint: "str"
    p256dh: "str"


class SuggestionOut(Struct, kw_only=True, omit_defaults=True):
    confidence: "float"
    id: "str"
    kind: "Literal['faq', 'article', 'canned', 'ticket', 'phrase']"
    source_id: "int | None"
    text: "str"
    title: "str"


class Supervise(Struct, kw_only=True, omit_defaults=True):
    mode: "Literal['listen', 'whisper', 'barge', 'off']"


class SuppressIn(Struct, kw_only=True, omit_defaults=True):
    address: "str"
    channel: "Literal['email', 'sms', 'whatsapp', 'slack', 'push']"
    note: "str | UnsetType" = UNSET


class SuppressionOut(Struct, kw_only=True, omit_defaults=True):
    address: "str"
    channel: "Literal['email', 'sms', 'whatsapp', 'slack', 'push']"
    created_at: "datetime"
    created_by: "int"
    id: "int"
    message_id: "str | None"
    note: "str"
    reason: "Literal['hard_bounce', 'complaint', 'opted_out', 'by_hand']"


class Suspend(Struct, kw_only=True, omit_defaults=True):
    reason: "str | UnsetType" = UNSET


class SystemConfigOut(Struct, kw_only=True, omit_defaults=True):
    ai_confidence_threshold: "float"
    auto_reply_enabled: "bool"
    max_response_length: "int"
    response_style_default: "str"


class SystemStatusOut(Struct, kw_only=True, omit_defaults=True):
    system_status: "AdminStatusStatusOut" = field(name="systemStatus")


class TeamOut(Struct, kw_only=True, omit_defaults=True):
    created_at: "datetime"
    id: "int"
    member_ids: "list[int]"
    name: "str"


class TeamPlaceOut(Struct, kw_only=True, omit_defaults=True):
    members: "int"
    name: "str"
    rank: "int"
    score: "float"
    team_id: "int"
    total_points: "int"


class TemplateIn(Struct, kw_only=True, omit_defaults=True):
    name: "str"
    provider_template: "str | UnsetType" = UNSET
    purpose: "Literal['service', 'marketing'] | UnsetType" = UNSET
    texts: "list[TextIn]"
    type: "Literal['email', 'sms', 'whatsapp', 'slack', 'push']"


class TemplateOut(Struct, kw_only=True, omit_defaults=True):
    content: "str"
    created_at: "datetime"
    id: "str"
    language: "str"
    name: "str"
    provider_template: "str"
    purpose: "Literal['service', 'marketing']"
    subject: "str"
    texts: "list[TemplateTextOut]"
    type: "Literal['email', 'sms', 'whatsapp', 'slack', 'push']"
    updated_at: "datetime"
    variables: "list[str]"
    version: "int"


class TemplateTextOut(Struct, kw_only=True, omit_defaults=True):
    body: "str"
    html: "str | None"
    language: "str"
    subject: "str"
    variables: "list[str]"


class TenantOut(Struct, kw_only=True, omit_defaults=True):
    id: "str"
    name: "str"


class TenantRegisteredOut(Struct, kw_only=True, omit_defaults=True):
    access_token: "str"
    expires_in: "int"
    refresh_token: "str"
    tenant: "TenantOut"
    token_type: "str | UnsetType" = UNSET
    user: "WirePeoplePersonOut"


class TestIn(Struct, kw_only=True, omit_defaults=True):
    recipient: "str"


class TestWebhook(Struct, kw_only=True, omit_defaults=True):
    type: "str | UnsetType | None" = UNSET


class TextIn(Struct, kw_only=True, omit_defaults=True):
    body: "str"
    html: "str | UnsetType | None" = UNSET
    language: "str"
    subject: "str | UnsetType" = UNSET


class TextOut(Struct, kw_only=True, omit_defaults=True):
    text: "str"


class TicketNumbers(Struct, kw_only=True, omit_defaults=True):
    open: "int"
    resolved: "int"
    this_month: "int"
    this_week: "int"
    today: "int"
    total: "int"


class TicketWithThread(Struct, kw_only=True, omit_defaults=True):
    agent: "WireTicketsAgentOut | None"
    assigned_to: "int | None"
    auto_categorized: "bool"
    category: "Literal['system_down', 'performance_issue', 'password_reset', 'software_installation', 'hardware_issue', 'network_issue', 'other']"
    confidence_score: "float"
    conversation_id: "int"
    created_at: "datetime"
    created_by: "int"
    customer: "CustomerOut"
    description: "str"
    first_responded_at: "datetime | None"
    id: "int"
    is_chat: "bool"
    last_message_at: "datetime | None"
    message_count: "int"
    messages: "list[TicketsMessageOut]"
    priority: "Literal['low', 'medium', 'high', 'critical']"
    resolved_at: "datetime | None"
    status: "Literal['open', 'in_progress', 'resolved', 'closed', 'cancelled']"
    tags: "list[str]"
    title: "str"
    unread_count: "int"
    updated_at: "datetime"
    version: "int"


class ToPerson(Struct, kw_only=True, omit_defaults=True):
    reason: "str | UnsetType" = UNSET


class ToTicket(Struct, kw_only=True, omit_defaults=True):
    priority: "Literal['low', 'medium', 'high', 'critical'] | UnsetType" = UNSET
    reason: "str | UnsetType" = UNSET
    title: "str | UnsetType | None" = UNSET


class TodayOut(Struct, kw_only=True, omit_defaults=True):
    answered: "int"
    calls: "int"
    completed: "int"
    talk_s: "int"


class TokenOut(Struct, kw_only=True, omit_defaults=True):
    created_at: "datetime"
    expires_at: "datetime"
    id: "int"
    last_used_at: "datetime | None"
    name: "str"
    scopes: "list[str]"


class TopicOut(Struct, kw_only=True, omit_defaults=True):
    description: "str"
    example: "Any"
    type: "str"


class TraceOut(Struct, kw_only=True, omit_defaults=True):
    at: "datetime"
    campaign_id: "int"
    dial: "int"
    dialled: "int"
    expected_agents: "float"
    expected_agents_variance: "float"
    expected_answers: "float"
    expected_answers_variance: "float"
    id: "int"
    idle: "int"
    per_line: "float"
    reason: "str"
    ringing: "int"
    talking: "int"
    waiting: "int"
    wrapping: "int"
    z: "float | None"


class Transfer(Struct, kw_only=True, omit_defaults=True):
    to_number: "str | UnsetType | None" = UNSET
    to_person: "int | UnsetType | None" = UNSET


class TrendOut(Struct, kw_only=True, omit_defaults=True):
    end_date: "date"
    metric: "str"
    points: "list[ReportsPointOut]"
    start_date: "date"
    step: "str"
    time_zone: "str"
    unit: "Literal['count', 'minutes', 'percent', 'score']"


class TriedOut(Struct, kw_only=True, omit_defaults=True):
    agent_id: "int"
    routing_rule_applied: "Literal['assign_to_agent', 'assign_to_team', 'round_robin']"
    rule_id: "int | None"
    rule_name: "str | None"
    trace: "list[Step]"


class TryRouting(Struct, kw_only=True, omit_defaults=True):
    lead_id: "int"


class TurnOut(Struct, kw_only=True, omit_defaults=True):
    bot_response: "str"
    channel: "str"
    confidence_score: "float"
    created_at: "datetime"
    id: "int"
    knowledge_revision: "int"
    model_version: "str"
    outcome: "str"
    provider: "str"
    response_time_ms: "int"
    session_id: "str"
    source_id: "int | None"
    source_kind: "str | None"
    sources: "list[SourceLinkOut]"
    threshold: "float"
    ticket_id: "int | None"
    user_id: "int"
    user_name: "str"
    user_query: "str"
    verdict: "str | None"
    was_escalated: "bool"


class UpdateArticle(Struct, kw_only=True, omit_defaults=True):
    body: "str | UnsetType" = UNSET
    category: "str | UnsetType" = UNSET
    is_active: "bool | UnsetType" = UNSET
    language: "Literal['en', 'de', 'ru', 'es'] | UnsetType" = UNSET
    state: "Literal['draft', 'published'] | UnsetType" = UNSET
    tags: "list[str] | UnsetType" = UNSET
    title: "str | UnsetType" = UNSET
    visibility: "Literal['public', 'staff'] | UnsetType" = UNSET


class UpdateCall(Struct, kw_only=True, omit_defaults=True):
    duration: "int | UnsetType" = UNSET
    notes: "str | UnsetType" = UNSET
    status: "Literal['initiated', 'ringing', 'answered', 'completed', 'busy', 'no-answer', 'failed'] | UnsetType" = UNSET


class UpdateCannedReply(Struct, kw_only=True, omit_defaults=True):
    category: "str | UnsetType" = UNSET
    is_active: "bool | UnsetType" = UNSET
    language: "Literal['en', 'de', 'ru', 'es'] | UnsetType" = UNSET
    shortcut: "str | UnsetType" = UNSET
    tags: "list[str] | UnsetType" = UNSET
    text: "str | UnsetType" = UNSET
    title: "str | UnsetType" = UNSET


class UpdateFaq(Struct, kw_only=True, omit_defaults=True):
    answer: "str | UnsetType" = UNSET
    category: "str | UnsetType" = UNSET
    is_active: "bool | UnsetType" = UNSET
    language: "Literal['en', 'de', 'ru', 'es'] | UnsetType" = UNSET
    question: "str | UnsetType" = UNSET
    state: "Literal['draft', 'published'] | UnsetType" = UNSET
    tags: "list[str] | UnsetType" = UNSET


class UpdateTicket(Struct, kw_only=True, omit_defaults=True):
    assigned_to: "int | UnsetType | None" = UNSET
    category: "Literal['system_down', 'performance_issue', 'password_reset', 'software_installation', 'hardware_issue', 'network_issue', 'other'] | UnsetType" = UNSET
    description: "str | UnsetType" = UNSET
    priority: "Literal['low', 'medium', 'high', 'critical'] | UnsetType" = UNSET
    status: "Literal['open', 'in_progress', 'resolved', 'closed', 'cancelled'] | UnsetType" = UNSET
    tags: "list[str] | UnsetType" = UNSET
    title: "str | UnsetType" = UNSET


class UploadFaultOut(Struct, kw_only=True, omit_defaults=True):
    line: "int"
    reason: "str"


class UploadSummaryOut(Struct, kw_only=True, omit_defaults=True):
    duplicate_count: "int" = field(name="duplicateCount")
    error_count: "int" = field(name="errorCount")
    success_count: "int" = field(name="successCount")
    total_processed: "int" = field(name="totalProcessed")


class UploadedOut(Struct, kw_only=True, omit_defaults=True):
    errors: "list[UploadFaultOut]"
    message: "str"
    summary: "UploadSummaryOut"


class UrgencyOut(Struct, kw_only=True, omit_defaults=True):
    confidence: "float"
    model_version: "str"
    priority: "str"
    reasons: "list[str]"


class UseSuggestion(Struct, kw_only=True, omit_defaults=True):
    conversation_id: "int"
    how: "Literal['insert', 'edit', 'send']"
    kind: "Literal['faq', 'article', 'canned', 'ticket', 'phrase']"
    message_id: "int | UnsetType | None" = UNSET
    source_id: "int | UnsetType | None" = UNSET


class UsedOut(Struct, kw_only=True, omit_defaults=True):
    messages_today: "int"
    people: "int"
    storage_mb: "float"


class UserStats(Struct, kw_only=True, omit_defaults=True):
    active_users: "int" = field(name="activeUsers")
    available_salespeople: "int" = field(name="availableSalespeople")
    total_admins: "int" = field(name="totalAdmins")
    total_users: "int" = field(name="totalUsers")


class ValidOut(Struct, kw_only=True, omit_defaults=True):
    user: "WirePeoplePersonOut | UnsetType" = UNSET
    valid: "bool"


class Validate(Struct, kw_only=True, omit_defaults=True):
    token: "str"


class ViewOut(Struct, kw_only=True, omit_defaults=True):
    filters: "Any"
    id: "int"
    name: "str"
    own: "bool"
    shared: "bool"


class Vote(Struct, kw_only=True, omit_defaults=True):
    helpful: "bool"


class WallboardOut(Struct, kw_only=True, omit_defaults=True):
    abandonment: "AbandonedOut"
    agents: "list[BoardAgentOut]"
    carrier: "BoardCarrierOut"
    lines: "list[BoardLineOut]"
    pacing: "list[TraceOut]"
    queue: "BoardQueueOut"


class WatchedOut(Struct, kw_only=True, omit_defaults=True):
    created_at: "datetime"
    hosts: "list[str]"
    id: "str"
    name: "str"
    people: "int"
    quota: "QuotaOut"
    staff: "int"
    suspended_at: "datetime | None"
    suspended_because: "str"
    use: "UsedOut"


class WebhookOut(Struct, kw_only=True, omit_defaults=True):
    created_at: "datetime"
    created_by: "int"
    delivered: "int"
    description: "str"
    disabled_at: "datetime | None"
    disabled_because: "Literal['by_hand', 'gone', 'failing'] | None"
    enabled: "bool"
    failed: "int"
    failing_since: "datetime | None"
    former_secret_until: "datetime | None"
    health: "Literal['new', 'healthy', 'failing', 'off']"
    id: "int"
    include_notes: "bool"
    most_at_once: "int"
    per_second: "float"
    succeeded_at: "datetime | None"
    types: "list[str]"
    updated_at: "datetime"
    url: "str"
    version: "int"
    waiting: "int"


class WebhookWithSecretOut(Struct, kw_only=True, omit_defaults=True):
    created_at: "datetime"
    created_by: "int"
    delivered: "int"
    description: "str"
    disabled_at: "datetime | None"
    disabled_because: "Literal['by_hand', 'gone', 'failing'] | None"
    enabled: "bool"
    failed: "int"
    failing_since: "datetime | None"
    former_secret_until: "datetime | None"
    health: "Literal['new', 'healthy', 'failing', 'off']"
    id: "int"
    include_notes: "bool"
    most_at_once: "int"
    per_second: "float"
    secret: "str"
    succeeded_at: "datetime | None"
    types: "list[str]"
    updated_at: "datetime"
    url: "str"
    version: "int"
    waiting: "int"


class WidgetSettingsOut(Struct, kw_only=True, omit_defaults=True):
    allowed_origins: "list[str]"
    channels: "list[Literal['chat', 'voice', 'video', 'bot']]"
    colour: "str"
    consent_text: "str"
    enabled: "bool"
    greeting: "str"
    has_secret: "bool"
    hours: "list[HoursOut]"
    locale: "Literal['auto', 'en', 'de', 'ru', 'es', 'ar']"
    offline_message: "str"
    position: "Literal['left', 'right']"
    privacy_url: "str"
    script: "str"
    secret_made_at: "datetime | None"
    theme: "Literal['auto', 'light', 'dark']"
    timezone: "str"
    title: "str"
    workspace: "str | None"


class WordsOut(Struct, kw_only=True, omit_defaults=True):
    actions: "list[str]"
    resources: "list[str]"


class WorkspaceOut(Struct, kw_only=True, omit_defaults=True):
    accent: "str"
    hosts: "list[str]"
    id: "str"
    locale: "str"
    logo_url: "str | None"
    mail_name: "str"
    name: "str"
    quota: "QuotaOut"
    retention: "dict[str, int]"
    strangers_may_register: "bool"
    timezone: "str"
    use: "WorkspaceUseOut"


class WouldGetOut(Struct, kw_only=True, omit_defaults=True):
    name: "str"
    points: "int"
    times: "int"
    user_id: "int"


class WrapUp(Struct, kw_only=True, omit_defaults=True):
    callback_at: "datetime | UnsetType | None" = UNSET
    disposition_id: "int"
    notes: "str | UnsetType | None" = UNSET


class WrapUpOut(Struct, kw_only=True, omit_defaults=True):
    call: "CallsCallOut"
    call_id: "int"
    until: "datetime"


class AdminLeadsBulkData(Struct, kw_only=True, omit_defaults=True):
    priority: "Literal['urgent', 'high', 'medium', 'low'] | UnsetType" = UNSET
    status: "Literal['pending', 'claimed', 'calling', 'answered', 'transferred', 'failed'] | UnsetType" = UNSET
    tags: "list[str] | UnsetType" = UNSET


class AdminStatusQueueOut(Struct, kw_only=True, omit_defaults=True):
    active_calls: "int" = field(name="activeCalls")
    is_running: "bool" = field(name="isRunning")
    max_concurrent_calls: "int" = field(name="maxConcurrentCalls")


class AdminStatusStatusOut(Struct, kw_only=True, omit_defaults=True):
    active_connections: "int" = field(name="activeConnections")
    call_queue: "AdminStatusQueueOut" = field(name="callQueue")
    database: "Literal['connected']"
    environment: "Literal['production', 'development']"
    memory: "MemoryOut"
    uptime: "int"


class AnalyticsSummaryOut(Struct, kw_only=True, omit_defaults=True):
    avg_resolution_time_hours: "float"
    category_counts: "dict[str, int]"
    priority_counts: "dict[str, int]"
    status_counts: "dict[str, int]"
    total_tickets: "int"


class ApiAppAbandonmentCampaignOut(Struct, kw_only=True, omit_defaults=True):
    campaign_id: "int | None"
    campaign_name: "str"
    numbers: "AbandonedOut"
    within: "bool"


class ApiAppAbandonmentDayOut(Struct, kw_only=True, omit_defaults=True):
    campaign_id: "int | None"
    campaign_name: "str"
    day: "date"
    evidence: "list[int]"
    numbers: "AbandonedOut"


class ApiAppAuditDayOut(Struct, kw_only=True, omit_defaults=True):
    date_: "date" = field(name="date")
    failures: "int"
    n: "int"


class ApiAppAuditPersonOut(Struct, kw_only=True, omit_defaults=True):
    id: "int"
    name: "str"


class ApiAppDoNotCallEntryOut(Struct, kw_only=True, omit_defaults=True):
    campaign_id: "int | None"
    channel: "str"
    created_at: "datetime"
    created_by: "int"
    created_by_name: "str | None"
    expires_at: "datetime | None"
    id: "int"
    number: "str | None"
    reason: "str"
    source: "Literal['person', 'import', 'opt_out', 'disposition', 'keyword']"


class ApiAppGamesRulesFieldOut(Struct, kw_only=True, omit_defaults=True):
    kind: "Literal['text', 'number', 'flag']"
    name: "str"
    operators: "list[Literal['eq', 'ne', 'in', 'gte', 'lte']]"


class ApiAppGamesRulesKindOut(Struct, kw_only=True, omit_defaults=True):
    fields: "list[ApiAppGamesRulesFieldOut]"
    kind: "Literal['ticket_resolved', 'chat_finished', 'chat_rated', 'call_finished', 'call_wrapped_up', 'lead_moved', 'lead_converted', 'entry_written']"
    metrics: "list[Literal['points', 'tickets_resolved', 'chats_finished', 'chats_rated_well', 'calls_talked', 'sales', 'leads_qualified', 'leads_converted', 'entries_written']]"


class ApiAppPrivacyShapesLineOut(Struct, kw_only=True, omit_defaults=True):
    about: "str"
    domain: "str"
    fate: "Literal['erased', 'anonymised', 'retained']"
    files: "int"
    reason: "str"
    rows: "int"
    table: "str"


class ApiAppRoutingRoutingOut(Struct, kw_only=True, omit_defaults=True):
    default_capacity: "int"
    sticky: "bool"
    strategy: "Literal['off', 'round_robin', 'least_busy']"


class ApiDashboardMetricsOut(Struct, kw_only=True, omit_defaults=True):
    cpu_history: "list[OperationsPointOut]"
    disk_history: "list[OperationsPointOut]"
    memory_history: "list[OperationsPointOut]"
    recent_alerts: "list[AlertOut]"
    recent_tickets: "list[WireTicketsTicketOut]"
    system_health: "OperationsHealthOut"


class ApiTicketsChangeOut(Struct, kw_only=True, omit_defaults=True):
    actor: "WireTicketsAgentOut"
    at: "datetime"
    changes: "Any"
    id: "int"
    kind: "str"


class ApiV1AgentsAgentOut(Struct, kw_only=True, omit_defaults=True):
    call_id: "int | None"
    doing: "str"
    email: "str"
    id: "int"
    name: "str"
    role: "str"
    since: "datetime | None"
    skills: "list[str]"
    status: "Literal['available', 'busy', 'away', 'offline']"


class ApiV1AgentsAgentStatsOut(Struct, kw_only=True, omit_defaults=True):
    available: "int"
    away: "int"
    busy: "int"
    in_call: "int"
    offline: "int"
    total: "int"
    wrapping_up: "int"


class ApiV1AutomationMetricsOut(Struct, kw_only=True, omit_defaults=True):
    active_rules: "int"
    avg_score: "float"
    routed_today: "int"


class ApiV1WsTicketOut(Struct, kw_only=True, omit_defaults=True):
    expires_in: "int | UnsetType" = UNSET
    ticket: "str"


class AppCallsStartCall(Struct, kw_only=True, omit_defaults=True):
    lead_id: "int"


class AppCampaignsScheduleCampaign(Struct, kw_only=True, omit_defaults=True):
    scheduled_time: "datetime"


class AppInboundQueueOut(Struct, kw_only=True, omit_defaults=True):
    id: "int"
    most_waiting: "int"
    name: "str"
    overflow: "Literal['callback', 'hang_up']"
    ring_s: "int"
    skills: "list[str]"
    wait_s: "int"


class AppKnowledgeAsk(Struct, kw_only=True, omit_defaults=True):
    context: "str | UnsetType" = UNSET
    question: "str"


class AssistantCallOut(Struct, kw_only=True, omit_defaults=True):
    answer: "str | None"
    at: "datetime"
    cost: "float"
    detail: "str"
    id: "int"
    latency_ms: "int"
    masked: "bool"
    model: "str"
    outcome: "str"
    prompt: "str | None"
    provider: "str"
    purpose: "str"
    tokens_in: "int"
    tokens_out: "int"


class AssistantProviderOut(Struct, kw_only=True, omit_defaults=True):
    base_url: "str"
    enabled: "bool"
    has_key: "bool"
    input_price: "float"
    kind: "str"
    model: "str"
    name: "str"
    output_price: "float"
    position: "int"
    timeout_s: "float"


class AutomationChangeRule(Struct, kw_only=True, omit_defaults=True):
    action_type: "Literal['assign_to_agent', 'assign_to_team', 'round_robin'] | UnsetType" = UNSET
    action_value: "str | UnsetType" = UNSET
    conditions: "dict[str, str | int | float | bool | dict[str, str | int | float | bool | list[str | int | float | bool | None] | None] | None] | UnsetType" = UNSET
    enabled: "bool | UnsetType" = UNSET
    name: "str | UnsetType" = UNSET
    priority: "int | UnsetType" = UNSET


class AutomationRuleOut(Struct, kw_only=True, omit_defaults=True):
    action_type: "Literal['assign_to_agent', 'assign_to_team', 'round_robin']"
    action_value: "str"
    applied: "int"
    conditions: "dict[str, str | int | float | bool | dict[str, str | int | float | bool | list[str | int | float | bool | None] | None] | None]"
    created_at: "datetime"
    enabled: "bool"
    id: "int"
    name: "str"
    priority: "int"
    updated_at: "datetime"


class CallsCallOut(Struct, kw_only=True, omit_defaults=True):
    abandoned: "bool"
    agent: "CallAgentOut | None"
    agent_id: "int | None"
    answered_at: "datetime | None"
    answered_by: "str | None"
    campaign_id: "int | None"
    carrier: "str"
    carrier_call_id: "str | None"
    connected_at: "datetime | None"
    created_at: "datetime"
    direction: "str"
    disposition: "DispositionOfCallOut | None"
    duration: "int"
    ended_at: "datetime | None"
    ended_because: "str | None"
    id: "int"
    lead: "CallLeadOut | None"
    lead_id: "int | None"
    mode: "str"
    notes: "str"
    number: "str"
    recording_consent: "str | None"
    recording_url: "str | None"
    ringing_at: "datetime | None"
    status: "str"
    transferred_to: "str | None"
    wrap_up_until: "datetime | None"


class CampaignPreviewPreviewOut(Struct, kw_only=True, omit_defaults=True):
    callable: "int"
    done: "int"
    later: "int"
    skipped: "list[SkippedOut]"
    total: "int"


class CarriersHealthOut(Struct, kw_only=True, omit_defaults=True):
    ok: "bool"
    says: "str"


class ChatNumbersIntentOut(Struct, kw_only=True, omit_defaults=True):
    count: "int"
    intent: "str"
    percentage: "float"


class ChatbotStepOut(Struct, kw_only=True, omit_defaults=True):
    at: "datetime"
    note: "str"
    state: "str"


class ChatbotChatAsk(Struct, kw_only=True, omit_defaults=True):
    message: "str"
    session_id: "str | UnsetType | None" = UNSET


class ConversationsIntentOut(Struct, kw_only=True, omit_defaults=True):
    confidence: "float"
    label: "str"


class ConversationsSummaryOut(Struct, kw_only=True, omit_defaults=True):
    lines: "int"
    outcome: "str"
    problem: "str"
    text: "str"
    tried: "str"
    who: "str"


class EvaluationComparisonOut(Struct, kw_only=True, omit_defaults=True):
    base: "EvaluationOut"
    better: "int"
    differences: "list[DifferenceOut]"
    run: "EvaluationOut"
    worse: "int"


class EvaluationImportedOut(Struct, kw_only=True, omit_defaults=True):
    added: "int"
    known: "int"


class FaqSheetImportedOut(Struct, kw_only=True, omit_defaults=True):
    added: "int"
    changed: "int"
    unchanged: "int"


class GamificationAdvancedStatsOut(Struct, kw_only=True, omit_defaults=True):
    active_challenges: "int"
    active_competitions: "int"
    badges_awarded: "int"
    challenges_completed: "int"
    players: "int"
    points_spent: "int"
    points_this_week: "int"
    points_today: "int"
    redemptions_fulfilled: "int"
    redemptions_pending: "int"
    rewards_available: "int"
    total_points: "int"


class GovernanceSummaryOut(Struct, kw_only=True, omit_defaults=True):
    by_action: "dict[str, int]"
    by_resource: "dict[str, int]"
    by_status: "dict[str, int]"
    total_events: "int"


class InboundWaitingOut(Struct, kw_only=True, omit_defaults=True):
    call_id: "int"
    name: "str"
    number: "str"
    offer_ends_at: "datetime | None"
    offered_name: "str"
    offered_to: "int | None"
    position: "int"
    queue_id: "int"
    queue_name: "str"
    since: "datetime"
    skills: "list[str]"


class KnowledgePreviewOut(Struct, kw_only=True, omit_defaults=True):
    answer: "str"
    answered: "bool"
    confidence: "float"
    revision: "int"
    sources: "list[SourceOut]"
    suggestions: "list[SuggestionOut]"
    threshold: "float"


class KnowledgeUseOut(Struct, kw_only=True, omit_defaults=True):
    edited: "int"
    inserted: "int"
    kind: "Literal['faq', 'article', 'canned', 'ticket', 'phrase']"
    sent: "int"
    source_id: "int | None"
    title: "str"


class LeadBodiesBulkData(Struct, kw_only=True, omit_defaults=True):
    campaign_id: "int | UnsetType | None" = UNSET
    owner_id: "int | UnsetType | None" = UNSET
    priority: "Literal['urgent', 'high', 'medium', 'low'] | UnsetType" = UNSET
    reason: "str | UnsetType" = UNSET
    stage: "Literal['new', 'contacted', 'qualified', 'converted', 'lost'] | UnsetType" = UNSET
    status: "Literal['pending', 'claimed', 'calling', 'answered', 'transferred', 'failed'] | UnsetType" = UNSET
    tags: "list[str] | UnsetType" = UNSET


class MessagesMessageOut(Struct, kw_only=True, omit_defaults=True):
    attempts: "int"
    channel: "Literal['email', 'sms', 'whatsapp', 'slack', 'push']"
    confidential: "bool"
    created_at: "datetime"
    created_by: "int"
    delivered_at: "datetime | None"
    ended_at: "datetime | None"
    id: "str"
    language: "str"
    next_attempt_at: "datetime | None"
    number: "int"
    opened_at: "datetime | None"
    person_id: "int | None"
    provider_id: "int | None"
    provider_kind: (
        "Literal['smtp', 'twilio', 'smpp', 'whatsapp', 'slack', 'webpush', 'console'] | None"
    )
    purpose: "Literal['service', 'marketing']"
    reason: "str"
    recipient: "str"
    sent_at: "datetime | None"
    state: "Literal['pending', 'sending', 'sent', 'delivered', 'opened', 'failed', 'bounced', 'complained', 'suppressed', 'unknown', 'cancelled']"
    status: "Literal['sent', 'pending', 'failed']"
    subject: "str"
    template_id: "str | None"


class MessagesProviderOut(Struct, kw_only=True, omit_defaults=True):
    channel: "Literal['email', 'sms', 'whatsapp', 'slack', 'push']"
    enabled: "bool"
    has_credentials: "list[str]"
    id: "int"
    kind: "Literal['smtp', 'twilio', 'smpp', 'whatsapp', 'slack', 'webpush', 'console']"
    name: "str"
    per_second: "float"
    position: "int"
    resting_until: "datetime | None"
    says: "str"
    sender: "str"
    sender_name: "str"
    settings: "dict[str, Any]"
    type: "Literal['email', 'sms', 'whatsapp', 'slack', 'push']"
    webhook_key: "str"


class MessagesStepOut(Struct, kw_only=True, omit_defaults=True):
    at: "datetime"
    kind: "str"
    says: "str"


class OperationsChangeRule(Struct, kw_only=True, omit_defaults=True):
    clear_below: "float | UnsetType" = UNSET
    enabled: "bool | UnsetType" = UNSET
    raise_above: "float | UnsetType" = UNSET
    samples: "int | UnsetType" = UNSET
    severity: "Literal['info', 'warning', 'critical'] | UnsetType" = UNSET


class OperationsHealthOut(Struct, kw_only=True, omit_defaults=True):
    active_alerts: "int"
    cpu_usage: "float"
    disk_usage: "float"
    measured_at: "datetime"
    memory_usage: "float"
    open_tickets: "int"
    process_memory_mb: "float"
    process_uptime_hours: "float"
    uptime_hours: "float"


class OperationsPointOut(Struct, kw_only=True, omit_defaults=True):
    timestamp: "datetime"
    value: "float"


class OperationsRuleOut(Struct, kw_only=True, omit_defaults=True):
    clear_below: "float"
    enabled: "bool"
    metric: "str"
    raise_above: "float"
    samples: "int"
    severity: "str"


class OperatorCallsStartCall(Struct, kw_only=True, omit_defaults=True):
    lead_id: "str" = field(name="leadId")


class ReportsComparisonOut(Struct, kw_only=True, omit_defaults=True):
    change: "dict[str, float | None]"
    end_date: "date"
    start_date: "date"
    summary: "dict[str, float]"


class ReportsPointOut(Struct, kw_only=True, omit_defaults=True):
    date_: "date" = field(name="date")
    value: "float"


class SecurityWaitingOut(Struct, kw_only=True, omit_defaults=True):
    critical: "int"
    high: "int"
    low: "int"
    medium: "int"


class TicketsMessageOut(Struct, kw_only=True, omit_defaults=True):
    attachments: "Any"
    content: "str"
    created_at: "datetime"
    id: "int"
    internal: "bool"
    read_at: "datetime | None"
    sender: "SenderOut"
    ticket_id: "int"


class V1AutomationScheduleCampaign(Struct, kw_only=True, omit_defaults=True):
    campaign_id: "int"
    scheduled_time: "datetime"


class V1CommunicationStatusOut(Struct, kw_only=True, omit_defaults=True):
    message_id: "str"
    reason: "str"
    sent_at: "datetime | None"
    state: "Literal['pending', 'sending', 'sent', 'delivered', 'opened', 'failed', 'bounced', 'complained', 'suppressed', 'unknown', 'cancelled']"
    status: "Literal['sent', 'pending', 'failed']"


class WallboardWaitingOut(Struct, kw_only=True, omit_defaults=True):
    more: "bool"
    overdue: "int"
    priority: "str"
    waiting: "int"


class WireAnalyticsAgentStatsOut(Struct, kw_only=True, omit_defaults=True):
    active_sessions: "int"
    assigned: "int"
    avg_resolution_time_minutes: "float"
    avg_response_time_minutes: "float"
    csat: "float"
    open: "int"
    resolved: "int"
    resolved_today: "int"
    waiting_sessions: "int"


class WireAnalyticsDayOut(Struct, kw_only=True, omit_defaults=True):
    assigned: "int"
    date_: "str" = field(name="date")
    resolved: "int"


class WireAutomationRoutingOut(Struct, kw_only=True, omit_defaults=True):
    action_type: "Literal['assign_to_agent', 'assign_to_team', 'round_robin']"
    agent_id: "int"
    agent_name: "str"
    at: "datetime"
    id: "int"
    lead_id: "int"
    lead_name: "str"
    rule_id: "int | None"
    rule_name: "str | None"
    trace: "list[Step]"


class WireCampaignsCampaignOut(Struct, kw_only=True, omit_defaults=True):
    budget: "float | None"
    caller_id: "str"
    created_at: "datetime"
    created_by: "int"
    custom: "Any"
    description: "str"
    detect_machines: "bool"
    end_date: "date | None"
    ended_at: "datetime | None"
    hours: "str | None"
    id: "int"
    leads: "dict[str, int]"
    leads_total: "int"
    max_abandonment: "float"
    max_attempts: "int"
    mode: "Literal['preview', 'progressive', 'predictive']"
    name: "str"
    preview_s: "int"
    record_calls: "bool"
    retry: "Any"
    ring_timeout_s: "int"
    scheduled_at: "datetime | None"
    script_id: "int | None"
    skills: "list[str]"
    start_date: "date | None"
    started_at: "datetime | None"
    status: "Literal['draft', 'scheduled', 'running', 'paused', 'completed']"
    team_id: "int | None"
    uk_rules: "bool"
    updated_at: "datetime"
    version: "int"
    wrap_up_s: "int"


class WireConversationsSessionOut(Struct, kw_only=True, omit_defaults=True):
    agent: "WireTicketsAgentOut | None"
    agent_consented_at: "datetime | None"
    conversation_id: "int"
    created_at: "datetime"
    customer: "CustomerOut"
    customer_consented_at: "datetime | None"
    duration_seconds: "int | None"
    ended_at: "datetime | None"
    ended_because: "str | None"
    expected_wait_s: "int | None"
    id: "int"
    joined_at: "datetime | None"
    queue_position: "int | None"
    reason: "str"
    room_id: "str"
    skills: "list[str]"
    status: "Literal['waiting', 'active', 'ended']"
    type: "Literal['chat', 'voice', 'video']"


class WireGamesEntryOut(Struct, kw_only=True, omit_defaults=True):
    at: "datetime"
    id: "int"
    points: "int"
    reason: "str"
    source: (
        "Literal['rule', 'awarded', 'revoked', 'challenge', 'competition', 'redeemed', 'refunded']"
    )


class WireGovernanceChangeOut(Struct, kw_only=True, omit_defaults=True):
    after: "Any"
    before: "Any"
    field_: "str" = field(name="field")


class WireGovernanceEntryOut(Struct, kw_only=True, omit_defaults=True):
    action: "str"
    address: "str | None"
    changes: "list[WireGovernanceChangeOut]"
    details: "dict[str, Any]"
    id: "int"
    kind: "str"
    request_id: "str | None"
    resource: "str"
    resource_id: "str | None"
    status: "Literal['success', 'failure']"
    timestamp: "datetime"
    user_id: "int"
    user_name: "str"


class WireMessagesFieldOut(Struct, kw_only=True, omit_defaults=True):
    choices: "list[str]"
    default: "str | float | bool | None"
    longest: "int | None"
    maximum: "float | None"
    minimum: "float | None"
    name: "str"
    required: "bool"
    type: "Literal['text', 'lines', 'number', 'switch', 'choice', 'list', 'secret', 'secret_lines']"


class WireMessagesKindOut(Struct, kw_only=True, omit_defaults=True):
    channel: "Literal['email', 'sms', 'whatsapp', 'slack', 'push']"
    credentials: "list[WireMessagesFieldOut]"
    kind: "Literal['smtp', 'twilio', 'smpp', 'whatsapp', 'slack', 'webpush', 'console']"
    per_second: "float"
    sender: "Literal['needed', 'optional', 'none']"
    settings: "list[WireMessagesFieldOut]"


class WirePeoplePersonOut(Struct, kw_only=True, omit_defaults=True):
    created_at: "datetime"
    email: "str"
    full_name: "str"
    id: "int"
    is_active: "bool"
    role: "str"
    scopes: "list[str]"
    user_id: "str"
    user_type: "str"
    username: "str"


class WireReportsLineOut(Struct, kw_only=True, omit_defaults=True):
    before: "list[ReportsPointOut]"
    metric: "str"
    points: "list[ReportsPointOut]"
    unit: "Literal['count', 'minutes', 'percent', 'score']"


class WireReportsMetricsOut(Struct, kw_only=True, omit_defaults=True):
    columns: "list[ColumnOut]"
    figures: "list[ColumnOut]"
    left_out: "int"
    rows: "list[RowOut]"
    trends: "list[WireReportsLineOut]"


class WireTicketsAgentOut(Struct, kw_only=True, omit_defaults=True):
    full_name: "str"
    id: "int"


class WireTicketsTicketOut(Struct, kw_only=True, omit_defaults=True):
    agent: "WireTicketsAgentOut | None"
    assigned_to: "int | None"
    auto_categorized: "bool"
    category: "Literal['system_down', 'performance_issue', 'password_reset', 'software_installation', 'hardware_issue', 'network_issue', 'other']"
    confidence_score: "float"
    conversation_id: "int"
    created_at: "datetime"
    created_by: "int"
    customer: "CustomerOut"
    description: "str"
    first_responded_at: "datetime | None"
    id: "int"
    is_chat: "bool"
    last_message_at: "datetime | None"
    message_count: "int"
    priority: "Literal['low', 'medium', 'high', 'critical']"
    resolved_at: "datetime | None"
    status: "Literal['open', 'in_progress', 'resolved', 'closed', 'cancelled']"
    tags: "list[str]"
    title: "str"
    unread_count: "int"
    updated_at: "datetime"
    version: "int"


class WorkspaceUseOut(Struct, kw_only=True, omit_defaults=True):
    people: "int"
    storage_mb: "float"


class WsStatsOut(Struct, kw_only=True, omit_defaults=True):
    active_users: "int"
    connections_by_tenant: "dict[str, int]"
    total_connections: "int"
