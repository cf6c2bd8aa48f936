"""Every REST door there is; the folders are the URL tree."""

from litestar.types import ControllerRouterHandler

from ringdesk.api import (
    analytics,
    auth,
    dashboard,
    health,
    invitation,
    messages,
    tickets,
    unsubscribe,
    users,
    widget,
    widget_pages,
)
from ringdesk.api import leads as leads_upload
from ringdesk.api.admin import chats as admin_chats
from ringdesk.api.admin import leads as admin_leads
from ringdesk.api.admin import reports as admin_reports
from ringdesk.api.admin import status as admin_status
from ringdesk.api.admin import system as admin_system
from ringdesk.api.admin import system_config
from ringdesk.api.app import (
    abandonment,
    articles,
    assistant,
    audit,
    automation,
    availability,
    call_sound,
    calling,
    calling_lists,
    calls,
    campaign_preview,
    campaigns,
    canned,
    carriers,
    channels,
    chat_help,
    chatbot,
    conversations,
    customers,
    dispositions,
    do_not_call,
    duplicates,
    evaluation,
    faq_sheet,
    games,
    games_contests,
    games_rules,
    games_shop,
    ice,
    imports,
    inbound,
    installation,
    knowledge,
    leads,
    mailboxes,
    members,
    operations,
    pacing,
    privacy,
    push,
    refusals,
    reports,
    roles,
    routing,
    scripts,
    security,
    session,
    settings_dialer,
    ticket_help,
    tokens,
    views,
    wallboard,
    webhooks,
    widget_settings,
    workspace,
)
from ringdesk.api.app import messages as app_messages
from ringdesk.api.chat import analyze, rooms, sessions
from ringdesk.api.chatbot import chat, faqs
from ringdesk.api.documents import ROUTES
from ringdesk.api.messaging import webhooks as message_webhooks
from ringdesk.api.operator import calls as operator_calls
from ringdesk.api.operator import leads as operator_leads
from ringdesk.api.operator import numbers as operator_numbers
from ringdesk.api.operator import profile
from ringdesk.api.telephony import twilio
from ringdesk.api.v1 import agents as v1_agents
from ringdesk.api.v1 import ai as v1_ai
from ringdesk.api.v1 import analytics as v1_analytics
from ringdesk.api.v1 import auth as v1_auth
from ringdesk.api.v1 import automation as v1_automation
from ringdesk.api.v1 import calls as v1_calls
from ringdesk.api.v1 import campaigns as v1_campaigns
from ringdesk.api.v1 import communication as v1_communication
from ringdesk.api.v1 import compliance as v1_compliance
from ringdesk.api.v1 import gamification as v1_games
from ringdesk.api.v1 import gamification_advanced as v1_games_advanced
from ringdesk.api.v1 import gdpr as v1_gdpr
from ringdesk.api.v1 import leads as v1_leads
from ringdesk.api.v1 import roles as v1_roles
from ringdesk.api.v1 import teams as v1_teams
from ringdesk.api.v1 import tenants as v1_tenants
from ringdesk.api.v1 import ws as v1_ws

OF_THE_DOCUMENTS: list[ControllerRouterHandler] = [
    auth.router, tickets.router, messages.router, messages.attachments, users.router,
    users.secure, dashboard.router, analytics.router, analytics.ticket_router,
    system_config.router, admin_chats.router, rooms.router, analyze.router, sessions.router,
    chat.router, faqs.router, leads_upload.router, v1_auth.router, v1_auth.resets, v1_ws.router,
    v1_tenants.router, v1_roles.router,
    v1_gdpr.router,
    v1_teams.router, v1_ai.router, v1_automation.router, v1_agents.router, v1_calls.router,
    operator_calls.router, profile.router,
    operator_numbers.router, admin_reports.router, v1_leads.router, v1_campaigns.router,
    v1_communication.router,
    v1_analytics.router,
    operator_leads.router, admin_leads.router, admin_status.router, admin_system.router,
    v1_games.router, v1_games_advanced.router,
    v1_compliance.router,
]  # fmt: skip
OF_THE_WEB_APP: list[ControllerRouterHandler] = [
    members.router, roles.router, tokens.router, workspace.router, installation.router,
    invitation.router, invitation.logo,
    session.router, views.router, ticket_help.router, conversations.router, chat_help.router,
    customers.router, availability.router, routing.router, ice.router, knowledge.router,
    faq_sheet.router,
    articles.router, canned.router, chatbot.router, evaluation.router, assistant.router,
    operations.router, widget_settings.router,
    leads.router, campaigns.router, calling_lists.router, scripts.router, dispositions.router,
    carriers.router, automation.router, calls.router, call_sound.router,
    calling.router, inbound.router, do_not_call.router, duplicates.router,
    games.router, games_contests.router, games_rules.router, games_shop.router,
    refusals.router, wallboard.router, settings_dialer.router, pacing.router, abandonment.router,
    app_messages.router, app_messages.templates, channels.router, channels.suppressions,
    campaign_preview.router, imports.router, reports.router, privacy.router,
    audit.router, security.router,
    webhooks.router, mailboxes.router, push.router,
]  # fmt: skip
OF_THE_WIDGET: list[ControllerRouterHandler] = [widget.router, *widget_pages.ROUTES]

OF_CARRIERS: list[ControllerRouterHandler] = [
    unsubscribe.router, twilio.router, message_webhooks.router,
]  # fmt: skip

DOORS: list[ControllerRouterHandler] = [
    *OF_THE_DOCUMENTS, *OF_THE_WEB_APP, *OF_THE_WIDGET, *OF_CARRIERS, health.router, *ROUTES,
]  # fmt: skip
