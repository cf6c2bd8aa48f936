"""What people ask about their data, and what is done about it; what is too old; all of a tenant.
Others import this face, nothing deeper."""

from ringdesk.domains.privacy.declarations import EVERYBODY, declared_tables, expiries, holdings
from ringdesk.domains.privacy.errors import (
    ArchiveNotFound,
    IdentityNotChecked,
    LastAdministratorAsks,
    MayNotDecide,
    NameNotTyped,
    NoErasurePlanned,
    RequestIsClosed,
    RequestNotFound,
)
from ringdesk.domains.privacy.events import (
    PersonalArchiveMade,
    PersonalArchiveTaken,
    PersonalDataExported,
    PersonErased,
    PrivacyIdentityChecked,
    PrivacyRequestDue,
    PrivacyRequested,
    PrivacyRequestRefused,
    PrivacyRequestStarted,
    RetentionRan,
    TenantErasureCalledOff,
    TenantErasurePlanned,
    TenantExportAsked,
    TenantExportMade,
)
from ringdesk.domains.privacy.jobs import register
from ringdesk.domains.privacy.ledger import Entry, Ledger
from ringdesk.domains.privacy.models import (
    KINDS,
    Erasure,
    Export,
    Kind,
    Line,
    Moving,
    Plan,
    Request,
    Run,
    State,
    Step,
    Tell,
)
from ringdesk.domains.privacy.policy import decides
from ringdesk.domains.privacy.replaying import Replayed, replay, tenants_to_go_again
from ringdesk.domains.privacy.retention import Due, Retaining, ask_run, preview, runs
from ringdesk.domains.privacy.service import (
    ask,
    ask_for,
    check_identity,
    decided,
    dry_run,
    find,
    own_requests,
    refuse,
    requests,
    start,
    steps,
)
from ringdesk.domains.privacy.showing import export_own, open_archive
from ringdesk.domains.privacy.subjects import unpacked
from ringdesk.domains.privacy.tenants import (
    GRACE_DAYS,
    Rows,
    ask_export,
    call_off_erasure,
    erase_tenant,
    exports,
    open_export,
    plan_erasure,
    planned_erasure,
    tenant_entries,
)
from ringdesk.domains.privacy.working import Working

__all__ = [
    "EVERYBODY", "GRACE_DAYS", "KINDS", "ArchiveNotFound", "Due", "Entry", "Erasure", "Export",
    "IdentityNotChecked", "Kind", "LastAdministratorAsks", "Ledger", "Line", "MayNotDecide",
    "Moving", "NameNotTyped", "NoErasurePlanned", "PersonErased", "PersonalArchiveMade",
    "PersonalArchiveTaken", "PersonalDataExported", "Plan", "PrivacyIdentityChecked",
    "PrivacyRequestDue", "PrivacyRequestRefused", "PrivacyRequestStarted", "PrivacyRequested",
    "Replayed", "Request", "RequestIsClosed", "RequestNotFound", "Retaining", "RetentionRan",
    "Rows", "Run", "State", "Step", "Tell", "TenantErasureCalledOff", "TenantErasurePlanned",
    "TenantExportAsked", "TenantExportMade", "Working", "ask", "ask_export", "ask_for", "ask_run",
    "call_off_erasure", "check_identity", "decided", "decides", "declared_tables", "dry_run",
    "erase_tenant", "expiries", "export_own", "exports", "find", "holdings", "open_archive",
    "open_export", "own_requests", "plan_erasure", "planned_erasure", "preview", "refuse",
    "register", "replay", "requests", "runs", "start", "steps", "tenant_entries",
    "tenants_to_go_again", "unpacked",
]  # fmt: skip
