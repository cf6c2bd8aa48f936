"""The report as pages: what an auditor reads from top to bottom."""

from datetime import datetime

from ringdesk.domains.governance.report.models import Report
from ringdesk.kernel.pdf import Chart, Column, Document, Figure, Section, Series, Table

HEAD_SHOWN = 16
VERDICTS = {
    "intact": "Intact: every entry fits the one before it, and the heads kept elsewhere.",
    "changed": "BROKEN: an entry was changed or taken out.",
    "truncated": "BROKEN: the end of the log is missing.",
    "anchor_mismatch": "BROKEN: the log is not the one whose heads were kept elsewhere.",
}


def printed(report: Report) -> Document:
    return Document(
        title="Compliance report",
        subtitle=f"{report.period.start:%d %B %Y} to {report.period.end:%d %B %Y}",
        workspace=report.workspace,
        footer=f"Made {moment(report.generated_at)} from live data",
        sections=[
            record(report), security(report), people(report), roles(report), sign_in(report),
            privacy(report), retention(report), calling(report), providers(report),
        ],
    )  # fmt: skip


def record(report: Report) -> Section:
    audit = report.audit
    verdict = VERDICTS.get(audit.checked_state or "", "The log was not verified yet.")
    kept = (
        f"The head of entry {number(audit.anchored_facts)} was kept outside the database "
        f"{moment(audit.anchored_at)}."
        if audit.anchored_at
        else "No head of the log was kept outside the database yet."
    )
    actions = sorted(audit.by_action.items(), key=lambda pair: -pair[1])[:12]
    return Section(
        heading="The record",
        text=f"{verdict}\n{kept}\nThe log ends with entry {number(audit.facts)}, "
        f"{audit.head[:HEAD_SHOWN]}…",
        figures=[
            Figure("Entries", number(audit.facts)),
            Figure("In this period", number(audit.in_period)),
            Figure("Failures", number(audit.by_status.get("failure", 0)), "in this period"),
            Figure("Last verified", moment(audit.checked_at) or "never",
                   f"{number(audit.checked_facts)} entries"),
        ],
        chart=Chart(
            "rows", [name for name, _ in actions],
            [Series("Entries", [float(n) for _, n in actions])], "What was done, by action",
        ),
    )  # fmt: skip


def security(report: Report) -> Section:
    found = report.security
    return Section(
        heading="Security events",
        figures=[
            *(Figure(name.capitalize(), number(found.open_by_severity[name]), "unresolved")
              for name in ("critical", "high", "medium", "low")),
        ],
        text=f"{number(found.resolved)} were resolved in this period."
        if found.by_type
        else "None in this period.",
        table=table(
            ("Event", "Times"), [(words(kind), number(n)) for kind, n in found.by_type.items()]
        ),
    )  # fmt: skip


def people(report: Report) -> Section:
    found = report.people
    return Section(
        heading="People",
        text=f"{number(found.idle)} of the staff have not signed in for 90 days. "
        f"{number(found.own_rights)} have rights of their own instead of a role's. "
        f"{number(found.invited)} are invited and have not joined yet.",
        figures=[
            Figure("Accounts", number(found.total), f"{number(found.active)} active"),
            Figure("Staff", number(found.staff)),
            Figure("Administrators", number(found.administrators)),
            Figure("API tokens", number(found.tokens), "in force"),
        ],
    )


def roles(report: Report) -> Section:
    return Section(
        heading="Roles and rights",
        table=Table(
            [Column("Role", weight=2), Column("Members", "right"), Column("May", weight=6)],
            [
                (role.name, number(role.members), ", ".join(role.permissions) or "nothing")
                for role in report.roles
            ],
        ),
    )


def sign_in(report: Report) -> Section:
    found = report.sign_in
    return Section(
        heading="Sign-in",
        text=f"{number(found.refused_acts)} acts were refused for want of a right.",
        figures=[
            Figure("Sign-ins", number(found.succeeded)),
            Figure("Failed", number(found.failed)),
            Figure("Open sessions", number(found.open_sessions), "now"),
            Figure("Passwords changed", number(found.passwords_changed)),
        ],
    )


def privacy(report: Report) -> Section:
    asked = report.privacy_requests
    return Section(
        heading="Privacy",
        text=f"Requests took {asked.average_days:g} days on average, {asked.longest_days:g} at "
        "most."
        if asked.done or asked.refused
        else "No request of this period has ended.",
        figures=[
            Figure("Access", number(asked.access), "requests"),
            Figure("Deletion", number(asked.deletion), "requests"),
            Figure("Open", number(asked.open), f"{number(asked.overdue)} overdue"),
            Figure("Done", number(asked.done), f"{number(asked.refused)} refused"),
        ],
        table=table(
            ("Consent to", "Given", "Withdrawn", "Recorded in this period"),
            [
                (one.type, number(one.given), number(one.withdrawn), number(one.recorded))
                for one in report.consents
            ],
        ),
    )


def retention(report: Report) -> Section:
    return Section(
        heading="How long data is kept",
        table=table(
            ("Data", "Days", "Last run", "Removed in this period"),
            [
                (words(one.kind), "for ever" if one.days is None else number(one.days),
                 moment(one.last_run) or "never", number(one.removed))
                for one in report.retention
            ],
        ),
    )  # fmt: skip


def calling(report: Report) -> Section:
    found = report.calling
    return Section(
        heading="Calling rules",
        text=f"Calling hours: {found.hours or 'those of the installation'}.",
        figures=[
            Figure("Calls not made", number(found.refused), "a rule refused them"),
            Figure("Do not call", number(found.do_not_call), "numbers"),
            Figure("Answered", number(found.answered)),
            Figure("Abandoned", number(found.abandoned), f"{found.abandonment_rate:g} %"),
        ],
        table=table(
            ("Rule", "Refused"),
            [(words(rule), number(n)) for rule, n in found.refused_by_rule.items()],
        ),
    )


def providers(report: Report) -> Section:
    """Whom data goes to."""
    return Section(
        heading="Providers",
        text="" if report.providers else "None: nothing leaves this installation.",
        table=table(
            ("For", "Name", "Kind", "State"),
            [
                (one.of, one.name, one.kind, "on" if one.enabled else "off")
                for one in report.providers
            ],
        ),
    )


def table(titles: tuple[str, ...], rows: list[tuple[str, ...]]) -> Table | None:
    """Words to the left, what follows them to the right; none where there are no rows."""
    if not rows:
        return None
    columns = [Column(titles[0], weight=2), *(Column(title, "right") for title in titles[1:])]
    return Table(columns, rows)


def number(n: int) -> str:
    return f"{n:,}"


def words(name: str) -> str:
    return name.replace("_", " ").capitalize()


def moment(at: datetime | None) -> str:
    return "" if at is None else f"{at:%Y-%m-%d %H:%M} UTC"
