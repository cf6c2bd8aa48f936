"""What a fact of the log is to whoever reads it as an audit: an action, on a resource, which one,
and whether it succeeded. One table for the whole house; a test holds every event class to a line.
"""

from typing import Literal

from msgspec import Struct

Status = Literal["success", "failure"]


class Meaning(Struct, frozen=True):
    """`which`: the field of the fact that names the thing; "" where there is but one."""

    kind: str
    action: str
    resource: str
    which: str = ""
    status: Status = "success"


# kind, action, resource, the field that says which, and "failure" where it was one.
TABLE = """
TenantOpened create workspace
PersonRegistered create person person_id
VisitorConsented update consent person_id
PersonChanged update person person_id
PersonDeactivated deactivate person person_id
PersonDeleted delete person person_id
RightsChanged grant person person_id
SignedIn login auth
SignInFailed login auth person_id failure
SessionEnded logout auth
SessionsEnded logout auth person_id
PasswordChanged update password person_id
PasswordResetRequested request password person_id

ActRefused access api - failure
RecordingPlayed read recording call_id
LeadsExported export leads
DoNotCallExported export do_not_call
AuditLogExported export audit_log
ComplianceReportRead export compliance_report
WebhookForged receive webhook provider failure
TenantProbed access workspace - failure
SecurityEventRaised create security_event event_id
SecurityEventHandled update security_event event_id
LogVerified verify audit_log check_id

ConsentRecorded update consent consent_id

CarrierAdded create carrier carrier_id
CarrierChanged update carrier carrier_id
CarrierRemoved delete carrier carrier_id
AvailabilityChanged update availability person_id
TeamChanged update team team_id
LeadRouted assign lead lead_id
RoutingRuleChanged update routing_rule rule_id
ScoringChanged update scoring
NumberForbidden create do_not_call entry_id
NumberPermitted delete do_not_call entry_id
OptOutAsked request do_not_call person_id
NumbersForbidden import do_not_call
NumberForgotten delete do_not_call
QueuePaused pause dialer
QueueResumed resume dialer
DialerSettingsChanged update dialer_settings
StuckLeadsReset reset dialer

ConversationOpened create conversation conversation_id
ConversationChanged update conversation conversation_id
MessageSaid send message message_id
MessageUnderstood analyze message message_id
MessagesSeen read conversation conversation_id
IntentCorrected update intent message_id
ConversationRated rate conversation conversation_id
SessionRequested create chat_session session_id
SessionJoined start chat_session session_id
ChatSessionEnded end chat_session session_id
CustomerNoted create customer_note note_id
RoutingChanged update chat_routing
AttachmentAdded upload attachment attachment_id
ChatbotAnswered answer chatbot turn_id
HandoffMoved update handoff handoff_id
HandoffPatienceChanged update chatbot
EvaluationFinished end evaluation evaluation_id

CallStarted start call call_id
CallStatusChanged update call call_id
CallConnected answer call call_id
CallEnded end call call_id
CallWrappedUp wrap_up call call_id
CallNoted note call call_id
CallHeld hold call call_id
CallOffered offer call call_id
CallPassedOver pass_over call call_id
CallSupervised listen call call_id

LeadCreated create lead lead_id
LeadChanged update lead lead_id
LeadAssigned assign lead lead_id
LeadStageMoved update lead lead_id
LeadConverted convert lead lead_id
LeadDialStatusMoved update lead lead_id
LeadRemoved delete lead lead_id
LeadsMerged merge lead lead_id
LeadsChanged update leads
CampaignCreated create campaign campaign_id
CampaignChanged update campaign campaign_id
CampaignMoved update campaign campaign_id

AssistantSettingsChanged update assistant_settings
ProviderChanged update ai_provider name
ProviderRemoved delete ai_provider name
BudgetChanged update ai_budget
HeadChanged update classifier task
AlertCreated create alert alert_id
AlertResolved resolve alert alert_id
AlertRuleChanged update alert_rule metric
DeadLetterRevived retry job job_id
EntryAdded create knowledge entry_id
EntryChanged update knowledge entry_id
EntryDeleted delete knowledge entry_id
TicketCreated create ticket ticket_id
TicketUpdated update ticket ticket_id
TicketAssigned assign ticket ticket_id
TicketResolved resolve ticket ticket_id
TicketDeleted delete ticket ticket_id
MessagePosted send ticket_message message_id
CorrespondentAnswered answer ticket_message message_id
MessagesRead read ticket ticket_id
WidgetChanged update widget
WidgetSecretMade rotate widget_secret workspace

MessageQueued create message_out message_id
MessageSent send message_out message_id
MessageDelivered deliver message_out message_id
MessageOpened read message_out message_id
MessageFailed send message_out message_id failure
MessageComplained complain message_out message_id
OptOutReceived request suppression suppression_id
OptInReceived request text_in text_id
TextReceived receive text_in text_id
AddressSuppressed create suppression suppression_id
SuppressionLifted delete suppression suppression_id
MessageProviderAdded create message_provider provider_id
MessageProviderChanged update message_provider provider_id
MessageProviderRemoved delete message_provider provider_id
MessageCancelled delete message_out message_id
MessageTemplateAdded create message_template template_id
MessageTemplateChanged update message_template template_id
MessageTemplateRemoved delete message_template template_id
MailboxAdded create mailbox mailbox_id
MailboxChanged update mailbox mailbox_id
MailboxRemoved delete mailbox mailbox_id
MailTaken receive mail mail_id
TextTaken receive text_in text_id
MailQuarantined receive mail mail_id failure
MailRetried retry mail mail_id
MailDiscarded delete mail mail_id

WorkspaceChanged update workspace
QuotaChanged update workspace
TenantSuspended suspend workspace
TenantResumed resume workspace
TenantSwitched login auth
MemberInvited invite person invitation_id
MemberJoined join person person_id
InvitationWithdrawn delete invitation invitation_id
RoleMade create role role_id
RoleChanged update role role_id
RoleDeleted delete role role_id
ApiTokenMade create api_token token_id
ApiTokenEnded delete api_token token_id

PrivacyRequested request privacy_request request_id
PrivacyIdentityChecked update privacy_request request_id
PrivacyRequestStarted start privacy_request request_id
PrivacyRequestRefused reject privacy_request request_id
PrivacyRequestDue remind privacy_request request_id
PersonalArchiveMade create personal_archive request_id
PersonalArchiveTaken export personal_archive request_id
PersonalDataExported export person person_id
PersonErased erase person person_id
RetentionRan erase retention run_id
TenantExportAsked request workspace_export export_id
TenantExportMade export workspace_export export_id
TenantErasurePlanned request workspace_erasure
TenantErasureCalledOff delete workspace_erasure

PointsMoved award points entry_id
BadgeChanged update badge badge_id
BadgeEarned award badge badge_id
ChallengeChanged update challenge challenge_id
ChallengeCompleted complete challenge challenge_id
CompetitionChanged update competition competition_id
CompetitionSettled end competition competition_id
GameRuleChanged update game_rule rule_id
LevelReached award level person_id
PlayerChanged update player person_id
RewardChanged update reward reward_id
RedemptionMoved update redemption redemption_id

ReportCreated create report report_id
ReportDeleted delete report report_id
ReportExported export report report_id
DataExported export data dataset
ReportScheduleCreated create report_schedule schedule_id
ReportScheduleChanged update report_schedule schedule_id
ReportScheduleDeleted delete report_schedule schedule_id
ReportSent send report report_id
ReportNotSent send report_schedule schedule_id failure

WebhookAdded create webhook_endpoint webhook_id
WebhookChanged update webhook_endpoint webhook_id
WebhookDisabled disable webhook_endpoint webhook_id
WebhookRemoved delete webhook_endpoint webhook_id
WebhookReplayed retry webhook_endpoint webhook_id
"""


def read(line: str) -> Meaning:
    kind, action, resource, *more = line.split()
    which = more[0] if more and more[0] != "-" else ""
    status: Status = "failure" if more[1:] == ["failure"] else "success"
    return Meaning(kind, action, resource, which, status)


KINDS: dict[str, Meaning] = {
    one.kind: one for one in (read(line) for line in TABLE.splitlines() if line)
}
ACTIONS: tuple[str, ...] = tuple(sorted({one.action for one in KINDS.values()}))
RESOURCES: tuple[str, ...] = tuple(sorted({one.resource for one in KINDS.values()}))
FAILURES: tuple[str, ...] = tuple(one.kind for one in KINDS.values() if one.status == "failure")


def meaning_of(kind: str) -> Meaning:
    """A kind that no line tells of any more (a log outlives programs) is told by its own name."""
    return KINDS.get(kind) or Meaning(kind, "change", "other")


def kinds_for(action: str | None, resource: str | None, status: str | None) -> list[str] | None:
    """The kinds that fit, or None for all of them."""
    if action is None and resource is None and status is None:
        return None
    return [
        one.kind
        for one in KINDS.values()
        if (action is None or one.action == action)
        and (resource is None or one.resource == resource)
        and (status is None or one.status == status)
    ]
