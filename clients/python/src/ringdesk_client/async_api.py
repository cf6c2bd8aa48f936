"""Doors of the API. Generated from openapi.json: do not edit."""

from datetime import date, datetime
from typing import Any, Literal
from urllib.parse import quote

from ringdesk_client import models
from ringdesk_client.transport import AsyncTransport, Files


def _in_path(value: object) -> str:
    return quote(str(value), safe="")


class Administration:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_customers(
        self,
        *,
        limit: int | None = None,
        skip: int | None = None,
    ) -> list[models.ChatCustomerOut]:
        """Everybody who ever opened a chat, with their latest one."""
        answer: list[models.ChatCustomerOut] = await self._transport.call(
            "GET",
            "/api/admin/customers",
            list[models.ChatCustomerOut],
            query={
                "limit": limit,
                "skip": skip,
            },
        )
        return answer

    async def get_dashboard(
        self,
    ) -> models.AdminDashboardOut:
        """Customers, chats and messages so far; the assistant's share of them in per cent; the
        mean time to an answer in minutes; under `dashboard` people, leads and calls."""
        answer: models.AdminDashboardOut = await self._transport.call(
            "GET",
            "/api/admin/dashboard",
            models.AdminDashboardOut,
        )
        return answer

    async def get_intent_statistics(
        self,
        *,
        days: int | None = None,
    ) -> list[models.ChatNumbersIntentOut]:
        """What customers wrote about in the last `days` times 24 hours, the most frequent
        first."""
        answer: list[models.ChatNumbersIntentOut] = await self._transport.call(
            "GET",
            "/api/admin/intent-statistics",
            list[models.ChatNumbersIntentOut],
            query={
                "days": days,
            },
        )
        return answer

    async def performance(
        self,
        *,
        start_date: date | None = None,
        end_date: date | None = None,
    ) -> models.PerformanceReportOut:
        """Calls by person and by day, leads by where the dialler has them; whole days, both
        ends included, the last thirty by default."""
        answer: models.PerformanceReportOut = await self._transport.call(
            "GET",
            "/api/admin/reports/performance",
            models.PerformanceReportOut,
            query={
                "startDate": start_date,
                "endDate": end_date,
            },
        )
        return answer

    async def get_system_config(
        self,
    ) -> models.SystemConfigOut:
        """How the assistant answers on its own."""
        answer: models.SystemConfigOut = await self._transport.call(
            "GET",
            "/api/admin/system-config",
            models.SystemConfigOut,
        )
        return answer

    async def change_system_config(
        self,
        body: models.ChangeSystemConfig,
    ) -> models.SystemConfigOut:
        """Change the fields given."""
        answer: models.SystemConfigOut = await self._transport.call(
            "PUT",
            "/api/admin/system-config",
            models.SystemConfigOut,
            body=body,
        )
        return answer

    async def system_status(
        self,
    ) -> models.SystemStatusOut:
        """The queue, the sockets, the process. That it answers at all says the database does."""
        answer: models.SystemStatusOut = await self._transport.call(
            "GET",
            "/api/admin/system-status",
            models.SystemStatusOut,
        )
        return answer

    async def control_system(
        self,
        body: models.Control,
    ) -> models.ControlledOut:
        """Pause or resume the queue, put stuck leads back, or look how it is. Pausing lets
        calls in progress end."""
        answer: models.ControlledOut = await self._transport.call(
            "POST",
            "/api/admin/system/control",
            models.ControlledOut,
            body=body,
        )
        return answer


class Agents:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_agents(
        self,
    ) -> list[models.ApiV1AgentsAgentOut]:
        """All staff, by name (staff)."""
        answer: list[models.ApiV1AgentsAgentOut] = await self._transport.call(
            "GET",
            "/api/v1/agents",
            list[models.ApiV1AgentsAgentOut],
        )
        return answer

    async def available_agents(
        self,
    ) -> list[models.ApiV1AgentsAgentOut]:
        """Who is available, and in no call (staff)."""
        answer: list[models.ApiV1AgentsAgentOut] = await self._transport.call(
            "GET",
            "/api/v1/agents/available",
            list[models.ApiV1AgentsAgentOut],
        )
        return answer

    async def agent_stats(
        self,
    ) -> models.ApiV1AgentsAgentStatsOut:
        """How many there are, by status (staff)."""
        answer: models.ApiV1AgentsAgentStatsOut = await self._transport.call(
            "GET",
            "/api/v1/agents/stats",
            models.ApiV1AgentsAgentStatsOut,
        )
        return answer

    async def set_status(
        self,
        body: models.SetStatus,
    ) -> models.ApiV1AgentsAgentOut:
        """Say whether one is available (staff)."""
        answer: models.ApiV1AgentsAgentOut = await self._transport.call(
            "PATCH",
            "/api/v1/agents/status",
            models.ApiV1AgentsAgentOut,
            body=body,
        )
        return answer

    async def get_agent(
        self,
        agent_id: int,
    ) -> models.ApiV1AgentsAgentOut:
        """One of the staff (staff)."""
        answer: models.ApiV1AgentsAgentOut = await self._transport.call(
            "GET",
            f"/api/v1/agents/{_in_path(agent_id)}",
            models.ApiV1AgentsAgentOut,
        )
        return answer


class Ai:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_providers(
        self,
    ) -> list[models.AiProviderOut]:
        """Who may be asked, in order (staff)."""
        answer: list[models.AiProviderOut] = await self._transport.call(
            "GET",
            "/api/v1/ai/providers",
            list[models.AiProviderOut],
        )
        return answer

    async def query(
        self,
        body: models.AskAi,
    ) -> models.AiAnswerOut:
        """Ask what the tenant knows: customers from what is published, staff from what staff
        may read. Nothing is kept of it. A provider that fails is stood in for, and the answer
        says so."""
        answer: models.AiAnswerOut = await self._transport.call(
            "POST",
            "/api/v1/ai/query",
            models.AiAnswerOut,
            body=body,
        )
        return answer


class Analytics:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def get_agent_stats(
        self,
    ) -> models.WireAnalyticsAgentStatsOut:
        """The calling agent's own numbers."""
        answer: models.WireAnalyticsAgentStatsOut = await self._transport.call(
            "GET",
            "/api/analytics/agent-stats",
            models.WireAnalyticsAgentStatsOut,
        )
        return answer

    async def get_agent(
        self,
        agent_id: int,
        *,
        days: int | None = None,
    ) -> models.AgentWithDays:
        """One agent's numbers, with days: one's own, or for whoever has `analytics:read`
        anybody's."""
        answer: models.AgentWithDays = await self._transport.call(
            "GET",
            f"/api/analytics/agent/{_in_path(agent_id)}",
            models.AgentWithDays,
            query={
                "days": days,
            },
        )
        return answer

    async def get_customer_behaviour(
        self,
        *,
        days: int | None = None,
    ) -> models.CustomerBehaviourOut:
        """How customers chat, and how long they wait for answers."""
        answer: models.CustomerBehaviourOut = await self._transport.call(
            "GET",
            "/api/analytics/customer-behavior",
            models.CustomerBehaviourOut,
            query={
                "days": days,
            },
        )
        return answer

    async def get_customer_stats(
        self,
    ) -> models.CustomerStatsOut:
        """The caller's own numbers as a requester."""
        answer: models.CustomerStatsOut = await self._transport.call(
            "GET",
            "/api/analytics/customer-stats",
            models.CustomerStatsOut,
        )
        return answer

    async def get_dashboard(
        self,
    ) -> models.OverviewOut:
        """The tenant's numbers, for whoever has `analytics:read`."""
        answer: models.OverviewOut = await self._transport.call(
            "GET",
            "/api/analytics/dashboard",
            models.OverviewOut,
        )
        return answer

    async def get_chat_overview(
        self,
        *,
        days: int | None = None,
    ) -> models.ChatOverviewOut:
        """Chats and what the assistant did in them, in the last `days` times 24 hours."""
        answer: models.ChatOverviewOut = await self._transport.call(
            "GET",
            "/api/analytics/overview",
            models.ChatOverviewOut,
            query={
                "days": days,
            },
        )
        return answer

    async def export_report(
        self,
        body: models.ExportReport,
    ) -> str:
        """A report as a file: CSV, JSON, PDF with charts, or Parquet."""
        answer: str = await self._transport.call(
            "POST",
            "/api/v1/analytics/export",
            str,
            body=body,
        )
        return answer

    async def metrics(
        self,
        *,
        metric: str,
        start_date: date | None = None,
        end_date: date | None = None,
    ) -> models.DistributionOut:
        """A number by its dimension: lead_source_distribution and others.
        `filter_source=campaign` and the like narrow it; a metric or filter that nobody knows is
        refused."""
        answer: models.DistributionOut = await self._transport.call(
            "GET",
            "/api/v1/analytics/metrics",
            models.DistributionOut,
            query={
                "metric": metric,
                "start_date": start_date,
                "end_date": end_date,
            },
        )
        return answer

    async def list_reports(
        self,
        *,
        limit: int | None = None,
    ) -> list[models.HeadingOut]:
        """Reports that are kept, the latest first."""
        answer: list[models.HeadingOut] = await self._transport.call(
            "GET",
            "/api/v1/analytics/reports",
            list[models.HeadingOut],
            query={
                "limit": limit,
            },
        )
        return answer

    async def create_report(
        self,
        body: models.CreateReport,
    ) -> models.KeptReportOut:
        """Draw up a report of whole days, and keep it, with the numbers of this moment and
        those of the period before."""
        answer: models.KeptReportOut = await self._transport.call(
            "POST",
            "/api/v1/analytics/reports",
            models.KeptReportOut,
            body=body,
        )
        return answer

    async def get_report(
        self,
        report_id: str,
    ) -> models.KeptReportOut:
        """A report as it was drawn up."""
        answer: models.KeptReportOut = await self._transport.call(
            "GET",
            f"/api/v1/analytics/reports/{_in_path(report_id)}",
            models.KeptReportOut,
        )
        return answer

    async def trends(
        self,
        *,
        metric: str,
        start_date: date | None = None,
        end_date: date | None = None,
        step: Literal["day", "week", "month"] | None = None,
    ) -> list[models.ReportsPointOut]:
        """A point per day of the workspace's calendar, zeros included. `metric`: leads, calls,
        conversions, and others (an unknown one is refused with their names)."""
        answer: list[models.ReportsPointOut] = await self._transport.call(
            "GET",
            "/api/v1/analytics/trends",
            list[models.ReportsPointOut],
            query={
                "metric": metric,
                "start_date": start_date,
                "end_date": end_date,
                "step": step,
            },
        )
        return answer


class AppAlertRules:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_rules(
        self,
    ) -> list[models.OperationsRuleOut]:
        """When an alert is raised and cleared."""
        answer: list[models.OperationsRuleOut] = await self._transport.call(
            "GET",
            "/api/app/alert-rules",
            list[models.OperationsRuleOut],
        )
        return answer

    async def change_rule(
        self,
        metric: str,
        body: models.OperationsChangeRule,
    ) -> models.OperationsRuleOut:
        """Change the fields given."""
        answer: models.OperationsRuleOut = await self._transport.call(
            "PUT",
            f"/api/app/alert-rules/{_in_path(metric)}",
            models.OperationsRuleOut,
            body=body,
        )
        return answer


class AppArticles:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_articles(
        self,
        *,
        category: str | None = None,
        search: str | None = None,
        tag: str | None = None,
        language: Literal["en", "de", "ru", "es"] | None = None,
        state: Literal["draft", "published"] | None = None,
        before: int | None = None,
        skip: int | None = None,
        limit: int | None = None,
    ) -> list[models.ArticleOut]:
        """Articles, newest first; customers see the published ones that are for them."""
        answer: list[models.ArticleOut] = await self._transport.call(
            "GET",
            "/api/app/articles",
            list[models.ArticleOut],
            query={
                "category": category,
                "search": search,
                "tag": tag,
                "language": language,
                "state": state,
                "before": before,
                "skip": skip,
                "limit": limit,
            },
        )
        return answer

    async def create_article(
        self,
        body: models.CreateArticle,
    ) -> models.ArticleOut:
        """Write one; a draft unless it is said to be published."""
        answer: models.ArticleOut = await self._transport.call(
            "POST",
            "/api/app/articles",
            models.ArticleOut,
            body=body,
        )
        return answer

    async def delete_article(
        self,
        article_id: int,
    ) -> models.Said:
        """Delete one with its versions; it answers no longer."""
        answer: models.Said = await self._transport.call(
            "DELETE",
            f"/api/app/articles/{_in_path(article_id)}",
            models.Said,
        )
        return answer

    async def get_article(
        self,
        article_id: int,
    ) -> models.ArticleOut:
        """One article: what a customer opens as a source."""
        answer: models.ArticleOut = await self._transport.call(
            "GET",
            f"/api/app/articles/{_in_path(article_id)}",
            models.ArticleOut,
        )
        return answer

    async def update_article(
        self,
        article_id: int,
        body: models.UpdateArticle,
    ) -> models.ArticleOut:
        """Change the fields given. `If-Match` refuses to overwrite what changed meanwhile
        (412)."""
        answer: models.ArticleOut = await self._transport.call(
            "PUT",
            f"/api/app/articles/{_in_path(article_id)}",
            models.ArticleOut,
            body=body,
        )
        return answer

    async def vote_on_article(
        self,
        article_id: int,
        body: models.Vote,
    ) -> models.ArticleOut:
        """Say whether it helped: one vote a person, the last one counts."""
        answer: models.ArticleOut = await self._transport.call(
            "POST",
            f"/api/app/articles/{_in_path(article_id)}/feedback",
            models.ArticleOut,
            body=body,
        )
        return answer

    async def article_versions(
        self,
        article_id: int,
    ) -> list[models.EntryVersionOut]:
        """How it read, newest first (staff)."""
        answer: list[models.EntryVersionOut] = await self._transport.call(
            "GET",
            f"/api/app/articles/{_in_path(article_id)}/versions",
            list[models.EntryVersionOut],
        )
        return answer


class AppAssistant:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def get_budget(
        self,
    ) -> models.BudgetOut:
        """What this month may cost, and did."""
        answer: models.BudgetOut = await self._transport.call(
            "GET",
            "/api/app/assistant/budget",
            models.BudgetOut,
        )
        return answer

    async def change_budget(
        self,
        body: models.ChangeBudget,
    ) -> models.BudgetOut:
        """Change the limits given."""
        answer: models.BudgetOut = await self._transport.call(
            "PUT",
            "/api/app/assistant/budget",
            models.BudgetOut,
            body=body,
        )
        return answer

    async def list_calls(
        self,
        *,
        limit: int | None = None,
        after: int | None = None,
    ) -> list[models.AssistantCallOut]:
        """Calls of models, newest first. `Link` leads to the next page."""
        answer: list[models.AssistantCallOut] = await self._transport.call(
            "GET",
            "/api/app/assistant/calls",
            list[models.AssistantCallOut],
            query={
                "limit": limit,
                "after": after,
            },
        )
        return answer

    async def list_providers(
        self,
    ) -> list[models.AssistantProviderOut]:
        """In the order in which they are asked; `local` is always last."""
        answer: list[models.AssistantProviderOut] = await self._transport.call(
            "GET",
            "/api/app/assistant/providers",
            list[models.AssistantProviderOut],
        )
        return answer

    async def remove_provider(
        self,
        name: str,
    ) -> models.Said:
        """Forget a provider and its key."""
        answer: models.Said = await self._transport.call(
            "DELETE",
            f"/api/app/assistant/providers/{_in_path(name)}",
            models.Said,
        )
        return answer

    async def keep_provider(
        self,
        name: str,
        body: models.KeepProvider,
    ) -> models.AssistantProviderOut:
        """Add a provider, or change the fields given."""
        answer: models.AssistantProviderOut = await self._transport.call(
            "PUT",
            f"/api/app/assistant/providers/{_in_path(name)}",
            models.AssistantProviderOut,
            body=body,
        )
        return answer

    async def test_provider(
        self,
        name: str,
    ) -> models.ProviderTestOut:
        """Ask it for one word, enabled or not."""
        answer: models.ProviderTestOut = await self._transport.call(
            "POST",
            f"/api/app/assistant/providers/{_in_path(name)}/test",
            models.ProviderTestOut,
        )
        return answer

    async def get_settings(
        self,
    ) -> models.AssistantSettingsOut:
        """What the tenant wants of its assistant."""
        answer: models.AssistantSettingsOut = await self._transport.call(
            "GET",
            "/api/app/assistant/settings",
            models.AssistantSettingsOut,
        )
        return answer

    async def change_settings(
        self,
        body: models.ChangeAssistant,
    ) -> models.AssistantSettingsOut:
        """Change the fields given."""
        answer: models.AssistantSettingsOut = await self._transport.call(
            "PUT",
            "/api/app/assistant/settings",
            models.AssistantSettingsOut,
            body=body,
        )
        return answer


class AppAudit:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_checks(
        self,
    ) -> list[models.CheckOut]:
        """The last twenty, the latest first."""
        answer: list[models.CheckOut] = await self._transport.call(
            "GET",
            "/api/app/audit/checks",
            list[models.CheckOut],
        )
        return answer

    async def verify_now(
        self,
    ) -> models.CheckOut:
        """Walk along the whole log, in the background; if somebody asked already, that walk."""
        answer: models.CheckOut = await self._transport.call(
            "POST",
            "/api/app/audit/checks",
            models.CheckOut,
        )
        return answer

    async def get_check(
        self,
        check_id: int,
    ) -> models.CheckOut:
        """How far it is, and what it found."""
        answer: models.CheckOut = await self._transport.call(
            "GET",
            f"/api/app/audit/checks/{_in_path(check_id)}",
            models.CheckOut,
        )
        return answer

    async def list_days(
        self,
        *,
        user_id: int | None = None,
        action: str | None = None,
        resource: str | None = None,
        status: Literal["success", "failure"] | None = None,
        start_date: str | None = None,
        end_date: str | None = None,
        days: int | None = None,
    ) -> list[models.ApiAppAuditDayOut]:
        """How many entries there were each day, and how many of them were failures; 92 days at
        most."""
        answer: list[models.ApiAppAuditDayOut] = await self._transport.call(
            "GET",
            "/api/app/audit/days",
            list[models.ApiAppAuditDayOut],
            query={
                "user_id": user_id,
                "action": action,
                "resource": resource,
                "status": status,
                "start_date": start_date,
                "end_date": end_date,
                "days": days,
            },
        )
        return answer

    async def list_entries(
        self,
        *,
        user_id: int | None = None,
        action: str | None = None,
        resource: str | None = None,
        status: Literal["success", "failure"] | None = None,
        start_date: str | None = None,
        end_date: str | None = None,
        limit: int | None = None,
        before: int | None = None,
    ) -> models.EntriesOut:
        """Who did what, the latest first; `next` leads on."""
        answer: models.EntriesOut = await self._transport.call(
            "GET",
            "/api/app/audit/entries",
            models.EntriesOut,
            query={
                "user_id": user_id,
                "action": action,
                "resource": resource,
                "status": status,
                "start_date": start_date,
                "end_date": end_date,
                "limit": limit,
                "before": before,
            },
        )
        return answer

    async def get_entry(
        self,
        seq: int,
    ) -> models.WireGovernanceEntryOut:
        """One entry."""
        answer: models.WireGovernanceEntryOut = await self._transport.call(
            "GET",
            f"/api/app/audit/entries/{_in_path(seq)}",
            models.WireGovernanceEntryOut,
        )
        return answer

    async def export_entries(
        self,
        *,
        user_id: int | None = None,
        action: str | None = None,
        resource: str | None = None,
        status: Literal["success", "failure"] | None = None,
        start_date: str | None = None,
        end_date: str | None = None,
    ) -> Any:
        """All entries that fit, as CSV, the latest first; that it was taken out is an entry,
        too."""
        answer: Any = await self._transport.call(
            "GET",
            "/api/app/audit/export",
            Any,
            query={
                "user_id": user_id,
                "action": action,
                "resource": resource,
                "status": status,
                "start_date": start_date,
                "end_date": end_date,
            },
        )
        return answer

    async def get_integrity(
        self,
    ) -> models.IntegrityOut:
        """Where the log ends, and who vouches for it."""
        answer: models.IntegrityOut = await self._transport.call(
            "GET",
            "/api/app/audit/integrity",
            models.IntegrityOut,
        )
        return answer

    async def list_actors(
        self,
        *,
        q: str | None = None,
    ) -> list[models.ApiAppAuditPersonOut]:
        """Those whose acts the log tells of, by name; twenty at most."""
        answer: list[models.ApiAppAuditPersonOut] = await self._transport.call(
            "GET",
            "/api/app/audit/people",
            list[models.ApiAppAuditPersonOut],
            query={
                "q": q,
            },
        )
        return answer

    async def compliance_pdf(
        self,
        *,
        start_date: date | None = None,
        end_date: date | None = None,
    ) -> str:
        """The compliance report as a file to be read and filed."""
        answer: str = await self._transport.call(
            "GET",
            "/api/app/audit/report.pdf",
            str,
            query={
                "start_date": start_date,
                "end_date": end_date,
            },
        )
        return answer

    async def list_words(
        self,
    ) -> models.WordsOut:
        """What can be filtered by."""
        answer: models.WordsOut = await self._transport.call(
            "GET",
            "/api/app/audit/words",
            models.WordsOut,
        )
        return answer


class AppAvailability:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def own_availability(
        self,
    ) -> models.AvailabilityOut:
        """One's own (staff)."""
        answer: models.AvailabilityOut = await self._transport.call(
            "GET",
            "/api/app/availability",
            models.AvailabilityOut,
        )
        return answer

    async def set_availability(
        self,
        body: models.SetAvailability,
    ) -> models.AvailabilityOut:
        """Say whether one is available, for how much, and what one is good at (staff)."""
        answer: models.AvailabilityOut = await self._transport.call(
            "PUT",
            "/api/app/availability",
            models.AvailabilityOut,
            body=body,
        )
        return answer


class AppCalling:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def callbacks(
        self,
        *,
        days: int | None = None,
    ) -> list[models.CallbackOut]:
        """Calls that were promised, the earliest first. Operators: their own."""
        answer: list[models.CallbackOut] = await self._transport.call(
            "GET",
            "/api/app/calling/callbacks",
            list[models.CallbackOut],
            query={
                "days": days,
            },
        )
        return answer

    async def own_desk(
        self,
    ) -> models.DeskOut:
        """One's call, its lead and script, what may become of it, and one's day."""
        answer: models.DeskOut = await self._transport.call(
            "GET",
            "/api/app/calling/me",
            models.DeskOut,
        )
        return answer


class AppCallingLists:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_lists(
        self,
        *,
        campaign: int | None = None,
    ) -> list[models.CallingListOut]:
        """Calling lists, newest first; of one campaign, or all."""
        answer: list[models.CallingListOut] = await self._transport.call(
            "GET",
            "/api/app/calling-lists",
            list[models.CallingListOut],
            query={
                "campaign": campaign,
            },
        )
        return answer

    async def create_list(
        self,
        body: models.CreateList,
    ) -> models.CallingListOut:
        """A new calling list (administrators)."""
        answer: models.CallingListOut = await self._transport.call(
            "POST",
            "/api/app/calling-lists",
            models.CallingListOut,
            body=body,
        )
        return answer

    async def delete_list(
        self,
        list_id: int,
    ) -> models.Said:
        """Drop the list, and keep its leads."""
        answer: models.Said = await self._transport.call(
            "DELETE",
            f"/api/app/calling-lists/{_in_path(list_id)}",
            models.Said,
        )
        return answer

    async def get_list(
        self,
        list_id: int,
    ) -> models.CallingListOut:
        """A calling list, and how many leads there are in it."""
        answer: models.CallingListOut = await self._transport.call(
            "GET",
            f"/api/app/calling-lists/{_in_path(list_id)}",
            models.CallingListOut,
        )
        return answer

    async def change_list(
        self,
        list_id: int,
        body: models.ChangeList,
    ) -> models.CallingListOut:
        """Rename it, or send its leads to a campaign."""
        answer: models.CallingListOut = await self._transport.call(
            "PUT",
            f"/api/app/calling-lists/{_in_path(list_id)}",
            models.CallingListOut,
            body=body,
        )
        return answer


class AppCalls:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_calls(
        self,
        *,
        limit: int | None = None,
        after: int | None = None,
        status: Literal[
            "initiated", "ringing", "answered", "completed", "busy", "no-answer", "failed"
        ]
        | None = None,
        live: bool | None = None,
        mode: Literal["manual", "preview", "progressive", "predictive", "inbound", "callback"]
        | None = None,
        direction: Literal["out", "in"] | None = None,
        agent: str | None = None,
        lead: int | None = None,
        campaign: int | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> list[models.CallsCallOut]:
        """Calls, newest first. `Link` leads to the next page. Operators: their own."""
        answer: list[models.CallsCallOut] = await self._transport.call(
            "GET",
            "/api/app/calls",
            list[models.CallsCallOut],
            query={
                "limit": limit,
                "after": after,
                "status": status,
                "live": live,
                "mode": mode,
                "direction": direction,
                "agent": agent,
                "lead": lead,
                "campaign": campaign,
                "since": since,
                "until": until,
            },
        )
        return answer

    async def start_call(
        self,
        body: models.AppCallsStartCall,
    ) -> models.CallsCallOut:
        """Call a lead that one has claimed, or claim a free one in the same act."""
        answer: models.CallsCallOut = await self._transport.call(
            "POST",
            "/api/app/calls",
            models.CallsCallOut,
            body=body,
        )
        return answer

    async def get_call(
        self,
        call_id: int,
    ) -> models.CallWithStory:
        """A call with its story."""
        answer: models.CallWithStory = await self._transport.call(
            "GET",
            f"/api/app/calls/{_in_path(call_id)}",
            models.CallWithStory,
        )
        return answer

    async def change_call(
        self,
        call_id: int,
        body: models.ChangeCall,
    ) -> models.CallsCallOut:
        """Say where the call stands, or what was talked about."""
        answer: models.CallsCallOut = await self._transport.call(
            "PUT",
            f"/api/app/calls/{_in_path(call_id)}",
            models.CallsCallOut,
            body=body,
        )
        return answer

    async def end_call(
        self,
        call_id: int,
    ) -> models.CallsCallOut:
        """End a call. One that is over stays as it is."""
        answer: models.CallsCallOut = await self._transport.call(
            "POST",
            f"/api/app/calls/{_in_path(call_id)}/end",
            models.CallsCallOut,
        )
        return answer

    async def hold(
        self,
        call_id: int,
        body: models.Hold,
    ) -> models.CallsCallOut:
        """The party waits with music, and hears nobody; or is back."""
        answer: models.CallsCallOut = await self._transport.call(
            "POST",
            f"/api/app/calls/{_in_path(call_id)}/hold",
            models.CallsCallOut,
            body=body,
        )
        return answer

    async def remove_recording(
        self,
        call_id: int,
    ) -> models.Said:
        """Consent was taken back: delete what was recorded (administrators)."""
        answer: models.Said = await self._transport.call(
            "DELETE",
            f"/api/app/calls/{_in_path(call_id)}/recording",
            models.Said,
        )
        return answer

    async def hear_recording(
        self,
        call_id: int,
    ) -> Any:
        """What was recorded, as WAV: the party on the left, we on the right."""
        answer: Any = await self._transport.call(
            "GET",
            f"/api/app/calls/{_in_path(call_id)}/recording",
            Any,
        )
        return answer

    async def supervise(
        self,
        call_id: int,
        body: models.Supervise,
    ) -> models.CallsCallOut:
        """Listen to an answered call, whisper to its agent, or speak with both, by one's own
        softphone; `off` leaves it, as does the end of the call. The log keeps who did so."""
        answer: models.CallsCallOut = await self._transport.call(
            "POST",
            f"/api/app/calls/{_in_path(call_id)}/supervise",
            models.CallsCallOut,
            body=body,
        )
        return answer

    async def transfer(
        self,
        call_id: int,
        body: models.Transfer,
    ) -> models.CallsCallOut:
        """Pass a call on, to a colleague who is free or to another number."""
        answer: models.CallsCallOut = await self._transport.call(
            "POST",
            f"/api/app/calls/{_in_path(call_id)}/transfer",
            models.CallsCallOut,
            body=body,
        )
        return answer

    async def wrap_up(
        self,
        call_id: int,
        body: models.WrapUp,
    ) -> models.CallsCallOut:
        """Say what became of a call; ends the wrap-up."""
        answer: models.CallsCallOut = await self._transport.call(
            "POST",
            f"/api/app/calls/{_in_path(call_id)}/wrap-up",
            models.CallsCallOut,
            body=body,
        )
        return answer


class AppCampaigns:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_campaigns(
        self,
        *,
        skip: int | None = None,
        limit: int | None = None,
        status: Literal["draft", "scheduled", "running", "paused", "completed"] | None = None,
    ) -> list[models.WireCampaignsCampaignOut]:
        """Campaigns, newest first, with the numbers of their leads."""
        answer: list[models.WireCampaignsCampaignOut] = await self._transport.call(
            "GET",
            "/api/app/campaigns",
            list[models.WireCampaignsCampaignOut],
            query={
                "skip": skip,
                "limit": limit,
                "status": status,
            },
        )
        return answer

    async def create_campaign(
        self,
        body: models.CreateCampaign,
    ) -> models.WireCampaignsCampaignOut:
        """A new campaign (administrators); a draft if nothing else is said."""
        answer: models.WireCampaignsCampaignOut = await self._transport.call(
            "POST",
            "/api/app/campaigns",
            models.WireCampaignsCampaignOut,
            body=body,
        )
        return answer

    async def delete_campaign(
        self,
        campaign_id: int,
    ) -> models.Said:
        """Delete a campaign; its leads and calling lists go free."""
        answer: models.Said = await self._transport.call(
            "DELETE",
            f"/api/app/campaigns/{_in_path(campaign_id)}",
            models.Said,
        )
        return answer

    async def get_campaign(
        self,
        campaign_id: int,
    ) -> models.WireCampaignsCampaignOut:
        """A campaign with the numbers of its leads."""
        answer: models.WireCampaignsCampaignOut = await self._transport.call(
            "GET",
            f"/api/app/campaigns/{_in_path(campaign_id)}",
            models.WireCampaignsCampaignOut,
        )
        return answer

    async def change_campaign(
        self,
        campaign_id: int,
        body: models.ChangeCampaign,
    ) -> models.WireCampaignsCampaignOut:
        """Change the fields given. `If-Match` refuses to overwrite what changed meanwhile
        (412)."""
        answer: models.WireCampaignsCampaignOut = await self._transport.call(
            "PUT",
            f"/api/app/campaigns/{_in_path(campaign_id)}",
            models.WireCampaignsCampaignOut,
            body=body,
        )
        return answer

    async def end_campaign(
        self,
        campaign_id: int,
    ) -> models.WireCampaignsCampaignOut:
        """End it for good."""
        answer: models.WireCampaignsCampaignOut = await self._transport.call(
            "POST",
            f"/api/app/campaigns/{_in_path(campaign_id)}/end",
            models.WireCampaignsCampaignOut,
        )
        return answer

    async def pause_campaign(
        self,
        campaign_id: int,
    ) -> models.WireCampaignsCampaignOut:
        """No more calls for now; those in progress end as they would."""
        answer: models.WireCampaignsCampaignOut = await self._transport.call(
            "POST",
            f"/api/app/campaigns/{_in_path(campaign_id)}/pause",
            models.WireCampaignsCampaignOut,
        )
        return answer

    async def preview_campaign(
        self,
        campaign_id: int,
    ) -> models.CampaignPreviewPreviewOut:
        """As the queue would have it at this moment (administrators)."""
        answer: models.CampaignPreviewPreviewOut = await self._transport.call(
            "GET",
            f"/api/app/campaigns/{_in_path(campaign_id)}/preview",
            models.CampaignPreviewPreviewOut,
        )
        return answer

    async def schedule_campaign(
        self,
        campaign_id: int,
        body: models.AppCampaignsScheduleCampaign,
    ) -> models.WireCampaignsCampaignOut:
        """Let it start by itself."""
        answer: models.WireCampaignsCampaignOut = await self._transport.call(
            "POST",
            f"/api/app/campaigns/{_in_path(campaign_id)}/schedule",
            models.WireCampaignsCampaignOut,
            body=body,
        )
        return answer

    async def read_script(
        self,
        campaign_id: int,
        *,
        lead: int | None = None,
    ) -> models.TextOut:
        """What to say in this campaign; with `lead`, filled in for them."""
        answer: models.TextOut = await self._transport.call(
            "GET",
            f"/api/app/campaigns/{_in_path(campaign_id)}/script",
            models.TextOut,
            query={
                "lead": lead,
            },
        )
        return answer

    async def start_campaign(
        self,
        campaign_id: int,
    ) -> models.WireCampaignsCampaignOut:
        """Let it run, from a draft, a schedule or a pause."""
        answer: models.WireCampaignsCampaignOut = await self._transport.call(
            "POST",
            f"/api/app/campaigns/{_in_path(campaign_id)}/start",
            models.WireCampaignsCampaignOut,
        )
        return answer


class AppCannedReplies:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_canned_replies(
        self,
        *,
        category: str | None = None,
        search: str | None = None,
        language: Literal["en", "de", "ru", "es"] | None = None,
        is_active: bool | None = None,
        before: int | None = None,
        skip: int | None = None,
        limit: int | None = None,
    ) -> list[models.CannedReplyOut]:
        """Canned replies, newest first."""
        answer: list[models.CannedReplyOut] = await self._transport.call(
            "GET",
            "/api/app/canned-replies",
            list[models.CannedReplyOut],
            query={
                "category": category,
                "search": search,
                "language": language,
                "is_active": is_active,
                "before": before,
                "skip": skip,
                "limit": limit,
            },
        )
        return answer

    async def create_canned_reply(
        self,
        body: models.CreateCannedReply,
    ) -> models.CannedReplyOut:
        """Write one."""
        answer: models.CannedReplyOut = await self._transport.call(
            "POST",
            "/api/app/canned-replies",
            models.CannedReplyOut,
            body=body,
        )
        return answer

    async def delete_canned_reply(
        self,
        reply_id: int,
    ) -> models.Said:
        """Delete one with its versions."""
        answer: models.Said = await self._transport.call(
            "DELETE",
            f"/api/app/canned-replies/{_in_path(reply_id)}",
            models.Said,
        )
        return answer

    async def get_canned_reply(
        self,
        reply_id: int,
    ) -> models.CannedReplyOut:
        """One canned reply."""
        answer: models.CannedReplyOut = await self._transport.call(
            "GET",
            f"/api/app/canned-replies/{_in_path(reply_id)}",
            models.CannedReplyOut,
        )
        return answer

    async def update_canned_reply(
        self,
        reply_id: int,
        body: models.UpdateCannedReply,
    ) -> models.CannedReplyOut:
        """Change the fields given. `If-Match` refuses to overwrite what changed meanwhile
        (412)."""
        answer: models.CannedReplyOut = await self._transport.call(
            "PUT",
            f"/api/app/canned-replies/{_in_path(reply_id)}",
            models.CannedReplyOut,
            body=body,
        )
        return answer

    async def canned_reply_versions(
        self,
        reply_id: int,
    ) -> list[models.EntryVersionOut]:
        """How it read, newest first."""
        answer: list[models.EntryVersionOut] = await self._transport.call(
            "GET",
            f"/api/app/canned-replies/{_in_path(reply_id)}/versions",
            list[models.EntryVersionOut],
        )
        return answer


class AppCarriers:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_carriers(
        self,
    ) -> models.CarriersOut:
        """In the order in which they are asked, with their health of the last half minute."""
        answer: models.CarriersOut = await self._transport.call(
            "GET",
            "/api/app/carriers",
            models.CarriersOut,
        )
        return answer

    async def add_carrier(
        self,
        body: models.AddCarrier,
    ) -> models.CarrierOut:
        """Add a carrier. Its credentials are kept sealed and never shown."""
        answer: models.CarrierOut = await self._transport.call(
            "POST",
            "/api/app/carriers",
            models.CarrierOut,
            body=body,
        )
        return answer

    async def remove_carrier(
        self,
        carrier_id: int,
    ) -> models.Said:
        """Forget a carrier and its credentials. Switch it off first, until its calls are over."""
        answer: models.Said = await self._transport.call(
            "DELETE",
            f"/api/app/carriers/{_in_path(carrier_id)}",
            models.Said,
        )
        return answer

    async def get_carrier(
        self,
        carrier_id: int,
    ) -> models.CarrierOut:
        """One of them."""
        answer: models.CarrierOut = await self._transport.call(
            "GET",
            f"/api/app/carriers/{_in_path(carrier_id)}",
            models.CarrierOut,
        )
        return answer

    async def change_carrier(
        self,
        carrier_id: int,
        body: models.ChangeCarrier,
    ) -> models.CarrierOut:
        """Change the fields given. Credentials are entered again when the address changes."""
        answer: models.CarrierOut = await self._transport.call(
            "PUT",
            f"/api/app/carriers/{_in_path(carrier_id)}",
            models.CarrierOut,
            body=body,
        )
        return answer

    async def test_carrier(
        self,
        carrier_id: int,
    ) -> models.CarriersHealthOut:
        """Ask it how it is, switched on or not. No call is placed."""
        answer: models.CarriersHealthOut = await self._transport.call(
            "POST",
            f"/api/app/carriers/{_in_path(carrier_id)}/test",
            models.CarriersHealthOut,
        )
        return answer


class AppChannels:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_providers(
        self,
        *,
        channel: Literal["email", "sms", "whatsapp", "slack", "push"] | None = None,
    ) -> list[models.MessagesProviderOut]:
        """By channel, in the order in which they are asked."""
        answer: list[models.MessagesProviderOut] = await self._transport.call(
            "GET",
            "/api/app/channels",
            list[models.MessagesProviderOut],
            query={
                "channel": channel,
            },
        )
        return answer

    async def add_provider(
        self,
        body: models.ProviderIn,
    ) -> models.MessagesProviderOut:
        """Add a provider. Its credentials are kept sealed and never shown."""
        answer: models.MessagesProviderOut = await self._transport.call(
            "POST",
            "/api/app/channels",
            models.MessagesProviderOut,
            body=body,
        )
        return answer

    async def list_kinds(
        self,
    ) -> list[models.WireMessagesKindOut]:
        """What each kind of provider asks for: the forms of the settings page."""
        answer: list[models.WireMessagesKindOut] = await self._transport.call(
            "GET",
            "/api/app/channels/kinds",
            list[models.WireMessagesKindOut],
        )
        return answer

    async def remove_provider(
        self,
        provider_id: int,
    ) -> models.Said:
        """Forget a provider and its credentials."""
        answer: models.Said = await self._transport.call(
            "DELETE",
            f"/api/app/channels/{_in_path(provider_id)}",
            models.Said,
        )
        return answer

    async def get_provider(
        self,
        provider_id: int,
    ) -> models.MessagesProviderOut:
        """One of them."""
        answer: models.MessagesProviderOut = await self._transport.call(
            "GET",
            f"/api/app/channels/{_in_path(provider_id)}",
            models.MessagesProviderOut,
        )
        return answer

    async def change_provider(
        self,
        provider_id: int,
        body: models.ChangeProvider,
    ) -> models.MessagesProviderOut:
        """Change the fields given. Credentials are entered again when the address changes."""
        answer: models.MessagesProviderOut = await self._transport.call(
            "PUT",
            f"/api/app/channels/{_in_path(provider_id)}",
            models.MessagesProviderOut,
            body=body,
        )
        return answer

    async def check_provider(
        self,
        provider_id: int,
    ) -> models.CarriersHealthOut:
        """Ask it how it is, switched on or not. Nothing is sent."""
        answer: models.CarriersHealthOut = await self._transport.call(
            "POST",
            f"/api/app/channels/{_in_path(provider_id)}/check",
            models.CarriersHealthOut,
        )
        return answer

    async def test_provider(
        self,
        provider_id: int,
        body: models.TestIn,
    ) -> models.MessagesMessageOut:
        """Send a test by this provider and no other; the log shows what becomes of it."""
        answer: models.MessagesMessageOut = await self._transport.call(
            "POST",
            f"/api/app/channels/{_in_path(provider_id)}/test",
            models.MessagesMessageOut,
            body=body,
        )
        return answer


class AppChatbot:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_evaluations(
        self,
        *,
        skip: int | None = None,
        limit: int | None = None,
    ) -> list[models.EvaluationOut]:
        """Runs, newest first (staff)."""
        answer: list[models.EvaluationOut] = await self._transport.call(
            "GET",
            "/api/app/chatbot/evaluations",
            list[models.EvaluationOut],
            query={
                "skip": skip,
                "limit": limit,
            },
        )
        return answer

    async def evaluate(
        self,
        body: models.RunEvaluation,
    ) -> models.EvaluationOut:
        """Ask the chatbot all golden questions. A small set is done with the answer; a larger
        one is `running` until a job has done it."""
        answer: models.EvaluationOut = await self._transport.call(
            "POST",
            "/api/app/chatbot/evaluations",
            models.EvaluationOut,
            body=body,
        )
        return answer

    async def get_evaluation(
        self,
        evaluation_id: int,
    ) -> models.EvaluationOut:
        """One run with its scores."""
        answer: models.EvaluationOut = await self._transport.call(
            "GET",
            f"/api/app/chatbot/evaluations/{_in_path(evaluation_id)}",
            models.EvaluationOut,
        )
        return answer

    async def compare(
        self,
        evaluation_id: int,
        base_id: int,
    ) -> models.EvaluationComparisonOut:
        """What changed since another run, question by question."""
        answer: models.EvaluationComparisonOut = await self._transport.call(
            "GET",
            f"/api/app/chatbot/evaluations/{_in_path(evaluation_id)}/comparison/{_in_path(base_id)}",
            models.EvaluationComparisonOut,
        )
        return answer

    async def results(
        self,
        evaluation_id: int,
    ) -> list[models.ResultOut]:
        """Question by question."""
        answer: list[models.ResultOut] = await self._transport.call(
            "GET",
            f"/api/app/chatbot/evaluations/{_in_path(evaluation_id)}/results",
            list[models.ResultOut],
        )
        return answer

    async def list_golden(
        self,
        *,
        before: int | None = None,
        skip: int | None = None,
        limit: int | None = None,
    ) -> list[models.GoldenOut]:
        """Questions whose right answer is known, newest first (staff)."""
        answer: list[models.GoldenOut] = await self._transport.call(
            "GET",
            "/api/app/chatbot/golden",
            list[models.GoldenOut],
            query={
                "before": before,
                "skip": skip,
                "limit": limit,
            },
        )
        return answer

    async def add_golden(
        self,
        body: models.AddGolden,
    ) -> models.GoldenOut:
        """Add one, written or taken from what a customer asked (staff with `faqs:write`)."""
        answer: models.GoldenOut = await self._transport.call(
            "POST",
            "/api/app/chatbot/golden",
            models.GoldenOut,
            body=body,
        )
        return answer

    async def import_golden(
        self,
        body: models.ImportGolden,
    ) -> models.EvaluationImportedOut:
        """Add many at once: all, or none if one of them is wrong; those known already are
        passed over."""
        answer: models.EvaluationImportedOut = await self._transport.call(
            "POST",
            "/api/app/chatbot/golden/import",
            models.EvaluationImportedOut,
            body=body,
        )
        return answer

    async def delete_golden(
        self,
        golden_id: int,
    ) -> models.Said:
        """Take one out of the set; runs keep what they made of it."""
        answer: models.Said = await self._transport.call(
            "DELETE",
            f"/api/app/chatbot/golden/{_in_path(golden_id)}",
            models.Said,
        )
        return answer

    async def get_golden(
        self,
        golden_id: int,
    ) -> models.GoldenOut:
        """One question."""
        answer: models.GoldenOut = await self._transport.call(
            "GET",
            f"/api/app/chatbot/golden/{_in_path(golden_id)}",
            models.GoldenOut,
        )
        return answer

    async def change_golden(
        self,
        golden_id: int,
        body: models.ChangeGolden,
    ) -> models.GoldenOut:
        """Change what is expected."""
        answer: models.GoldenOut = await self._transport.call(
            "PUT",
            f"/api/app/chatbot/golden/{_in_path(golden_id)}",
            models.GoldenOut,
            body=body,
        )
        return answer

    async def get_settings(
        self,
    ) -> models.ChatbotSettingsOut:
        """How long customers wait for a person (staff)."""
        answer: models.ChatbotSettingsOut = await self._transport.call(
            "GET",
            "/api/app/chatbot/settings",
            models.ChatbotSettingsOut,
        )
        return answer

    async def set_settings(
        self,
        body: models.ChatbotSettingsIn,
    ) -> models.ChatbotSettingsOut:
        """Change it (administrators)."""
        answer: models.ChatbotSettingsOut = await self._transport.call(
            "PUT",
            "/api/app/chatbot/settings",
            models.ChatbotSettingsOut,
            body=body,
        )
        return answer

    async def judge(
        self,
        turn_id: int,
        body: models.Judge,
    ) -> models.TurnOut:
        """Say whether an answer was right (staff)."""
        answer: models.TurnOut = await self._transport.call(
            "PUT",
            f"/api/app/chatbot/turns/{_in_path(turn_id)}/verdict",
            models.TurnOut,
            body=body,
        )
        return answer


class AppConversations:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_conversations(
        self,
        *,
        limit: int | None = None,
        state: str | None = None,
        assigned_to: str | None = None,
        q: str | None = None,
        after: str | None = None,
    ) -> list[models.ConversationOut]:
        """Chats, the latest activity first; a customer's own. `Link` leads to the next page."""
        answer: list[models.ConversationOut] = await self._transport.call(
            "GET",
            "/api/app/conversations",
            list[models.ConversationOut],
            query={
                "limit": limit,
                "state": state,
                "assigned_to": assigned_to,
                "q": q,
                "after": after,
            },
        )
        return answer

    async def open_conversation(
        self,
        body: models.OpenConversation,
    ) -> models.ConversationOut:
        """Open a conversation of one's own, or get back the one of this channel that has not
        ended."""
        answer: models.ConversationOut = await self._transport.call(
            "POST",
            "/api/app/conversations",
            models.ConversationOut,
            body=body,
        )
        return answer

    async def counts(
        self,
    ) -> models.ConversationCountsOut:
        """What waits, for the numbers beside the views (staff)."""
        answer: models.ConversationCountsOut = await self._transport.call(
            "GET",
            "/api/app/conversations/counts",
            models.ConversationCountsOut,
        )
        return answer

    async def get_conversation(
        self,
        conversation_id: int,
    ) -> models.ConversationOut:
        """One conversation."""
        answer: models.ConversationOut = await self._transport.call(
            "GET",
            f"/api/app/conversations/{_in_path(conversation_id)}",
            models.ConversationOut,
        )
        return answer

    async def assign(
        self,
        conversation_id: int,
        body: models.AssignIn | None,
    ) -> models.ConversationOut:
        """Hand it to a member of staff; without `agent_id` to the caller. What waits goes with
        it."""
        answer: models.ConversationOut = await self._transport.call(
            "POST",
            f"/api/app/conversations/{_in_path(conversation_id)}/assign",
            models.ConversationOut,
            body=body,
        )
        return answer

    async def end(
        self,
        conversation_id: int,
    ) -> models.ConversationOut:
        """Close it, with every session in it. Both sides may."""
        answer: models.ConversationOut = await self._transport.call(
            "POST",
            f"/api/app/conversations/{_in_path(conversation_id)}/end",
            models.ConversationOut,
        )
        return answer

    async def handoff(
        self,
        conversation_id: int,
    ) -> models.HandoffForStaffOut:
        """Why the customer was handed over, what was said before, and every step since (staff)."""
        answer: models.HandoffForStaffOut = await self._transport.call(
            "GET",
            f"/api/app/conversations/{_in_path(conversation_id)}/handoff",
            models.HandoffForStaffOut,
        )
        return answer

    async def list_messages(
        self,
        conversation_id: int,
        *,
        limit: int | None = None,
        before: int | None = None,
    ) -> list[models.ChatMessageOut]:
        """The latest page of what was said and happened, or the one before a message; oldest
        first."""
        answer: list[models.ChatMessageOut] = await self._transport.call(
            "GET",
            f"/api/app/conversations/{_in_path(conversation_id)}/messages",
            list[models.ChatMessageOut],
            query={
                "limit": limit,
                "before": before,
            },
        )
        return answer

    async def say(
        self,
        conversation_id: int,
        body: models.SayIn,
    ) -> models.ChatMessageOut:
        """Say something; with `internal` to colleagues alone."""
        answer: models.ChatMessageOut = await self._transport.call(
            "POST",
            f"/api/app/conversations/{_in_path(conversation_id)}/messages",
            models.ChatMessageOut,
            body=body,
        )
        return answer

    async def ask_for_person(
        self,
        conversation_id: int,
        body: models.ToPerson | None,
    ) -> models.ConversationOut:
        """Talk to a person: the chat waits in the queue, or becomes a ticket if nobody is
        there. To ask again changes nothing."""
        answer: models.ConversationOut = await self._transport.call(
            "POST",
            f"/api/app/conversations/{_in_path(conversation_id)}/person",
            models.ConversationOut,
            body=body,
        )
        return answer

    async def rate(
        self,
        conversation_id: int,
        body: models.RateIn,
    ) -> models.RatingOut:
        """Say how satisfied one was, when it is over; its customer alone. The latest one
        counts."""
        answer: models.RatingOut = await self._transport.call(
            "POST",
            f"/api/app/conversations/{_in_path(conversation_id)}/rating",
            models.RatingOut,
            body=body,
        )
        return answer

    async def mark_read(
        self,
        conversation_id: int,
    ) -> models.ReadManyOut:
        """Mark the other side's messages as read."""
        answer: models.ReadManyOut = await self._transport.call(
            "POST",
            f"/api/app/conversations/{_in_path(conversation_id)}/read",
            models.ReadManyOut,
        )
        return answer

    async def reopen(
        self,
        conversation_id: int,
    ) -> models.ConversationOut:
        """Talk on, with the caller as the agent (staff)."""
        answer: models.ConversationOut = await self._transport.call(
            "POST",
            f"/api/app/conversations/{_in_path(conversation_id)}/reopen",
            models.ConversationOut,
        )
        return answer

    async def suggestions(
        self,
        conversation_id: int,
    ) -> list[models.SuggestionOut]:
        """Replies to what the customer said last, best first (staff)."""
        answer: list[models.SuggestionOut] = await self._transport.call(
            "GET",
            f"/api/app/conversations/{_in_path(conversation_id)}/suggestions",
            list[models.SuggestionOut],
        )
        return answer

    async def summary(
        self,
        conversation_id: int,
    ) -> models.ConversationsSummaryOut:
        """What it was about so far, in the speakers' own words (staff)."""
        answer: models.ConversationsSummaryOut = await self._transport.call(
            "GET",
            f"/api/app/conversations/{_in_path(conversation_id)}/summary",
            models.ConversationsSummaryOut,
        )
        return answer

    async def make_ticket(
        self,
        conversation_id: int,
        body: models.ToTicket | None,
    ) -> models.WireTicketsTicketOut:
        """A ticket of this chat, with the chat as its thread; its unfinished one, if it has
        one."""
        answer: models.WireTicketsTicketOut = await self._transport.call(
            "POST",
            f"/api/app/conversations/{_in_path(conversation_id)}/ticket",
            models.WireTicketsTicketOut,
            body=body,
        )
        return answer


class AppCustomers:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def get_customer(
        self,
        customer_id: int,
    ) -> models.CustomerPanelOut:
        """A customer with their tickets, conversations, sessions, and what staff noted down."""
        answer: models.CustomerPanelOut = await self._transport.call(
            "GET",
            f"/api/app/customers/{_in_path(customer_id)}",
            models.CustomerPanelOut,
        )
        return answer

    async def note_down(
        self,
        customer_id: int,
        body: models.NoteDown,
    ) -> models.CustomerNoteOut:
        """Note something down about a customer, for colleagues alone."""
        answer: models.CustomerNoteOut = await self._transport.call(
            "POST",
            f"/api/app/customers/{_in_path(customer_id)}/notes",
            models.CustomerNoteOut,
            body=body,
        )
        return answer


class AppDeadLetters:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_dead_letters(
        self,
        *,
        limit: int | None = None,
    ) -> list[models.DeadLetterOut]:
        """Jobs that failed for good, newest first."""
        answer: list[models.DeadLetterOut] = await self._transport.call(
            "GET",
            "/api/app/dead-letters",
            list[models.DeadLetterOut],
            query={
                "limit": limit,
            },
        )
        return answer

    async def retry_dead_letter(
        self,
        job_id: int,
    ) -> models.Said:
        """Try one again, from the first attempt."""
        answer: models.Said = await self._transport.call(
            "POST",
            f"/api/app/dead-letters/{_in_path(job_id)}/retry",
            models.Said,
        )
        return answer


class AppDispositions:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_dispositions(
        self,
        *,
        campaign: int | None = None,
        all_campaigns: bool | None = None,
    ) -> list[models.DispositionOut]:
        """Those of all campaigns, and with `campaign` that one's own beside them."""
        answer: list[models.DispositionOut] = await self._transport.call(
            "GET",
            "/api/app/dispositions",
            list[models.DispositionOut],
            query={
                "campaign": campaign,
                "all_campaigns": all_campaigns,
            },
        )
        return answer

    async def create_disposition(
        self,
        body: models.CreateDisposition,
    ) -> models.DispositionOut:
        """A new disposition (administrators)."""
        answer: models.DispositionOut = await self._transport.call(
            "POST",
            "/api/app/dispositions",
            models.DispositionOut,
            body=body,
        )
        return answer

    async def delete_disposition(
        self,
        disposition_id: int,
    ) -> models.Said:
        """No longer offered; what was said with it stays."""
        answer: models.Said = await self._transport.call(
            "DELETE",
            f"/api/app/dispositions/{_in_path(disposition_id)}",
            models.Said,
        )
        return answer

    async def get_disposition(
        self,
        disposition_id: int,
    ) -> models.DispositionOut:
        """One disposition."""
        answer: models.DispositionOut = await self._transport.call(
            "GET",
            f"/api/app/dispositions/{_in_path(disposition_id)}",
            models.DispositionOut,
        )
        return answer

    async def change_disposition(
        self,
        disposition_id: int,
        body: models.ChangeDisposition,
    ) -> models.DispositionOut:
        """Change a disposition (administrators); its code stays."""
        answer: models.DispositionOut = await self._transport.call(
            "PUT",
            f"/api/app/dispositions/{_in_path(disposition_id)}",
            models.DispositionOut,
            body=body,
        )
        return answer


class AppDoNotCall:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_forbidden(
        self,
        *,
        number: str | None = None,
        campaign: int | None = None,
        source: Literal["person", "import", "opt_out", "disposition", "keyword"] | None = None,
        limit: int | None = None,
        after: int | None = None,
    ) -> list[models.ApiAppDoNotCallEntryOut]:
        """Numbers that must not be called, the latest first. `Link` leads to the next page."""
        answer: list[models.ApiAppDoNotCallEntryOut] = await self._transport.call(
            "GET",
            "/api/app/do-not-call",
            list[models.ApiAppDoNotCallEntryOut],
            query={
                "number": number,
                "campaign": campaign,
                "source": source,
                "limit": limit,
                "after": after,
            },
        )
        return answer

    async def forbid(
        self,
        body: models.ForbidIn,
    ) -> models.ApiAppDoNotCallEntryOut:
        """Put a number on the list of all, or of one campaign. It binds from now on. One that
        is on it stays as it is, unless this is for longer."""
        answer: models.ApiAppDoNotCallEntryOut = await self._transport.call(
            "POST",
            "/api/app/do-not-call",
            models.ApiAppDoNotCallEntryOut,
            body=body,
        )
        return answer

    async def export_list(
        self,
    ) -> Any:
        """All that binds, as CSV (whoever manages leads)."""
        answer: Any = await self._transport.call(
            "GET",
            "/api/app/do-not-call/export",
            Any,
        )
        return answer

    async def import_list(
        self,
        files: Files,
    ) -> models.ListedOut:
        """A file with a number in each row (field `file`), for everybody or for `campaign_id`,
        with a `reason`. All of it or nothing; what is no number is told by line (whoever
        manages leads)."""
        answer: models.ListedOut = await self._transport.call(
            "POST",
            "/api/app/do-not-call/import",
            models.ListedOut,
            files=files,
        )
        return answer

    async def permit(
        self,
        entry_id: int,
        *,
        reason: str | None = None,
    ) -> models.Said:
        """Take an entry off its list (whoever manages leads). The log keeps who did and why."""
        answer: models.Said = await self._transport.call(
            "DELETE",
            f"/api/app/do-not-call/{_in_path(entry_id)}",
            models.Said,
            query={
                "reason": reason,
            },
        )
        return answer

    async def get_forbidden(
        self,
        entry_id: int,
    ) -> models.ApiAppDoNotCallEntryOut:
        """One entry."""
        answer: models.ApiAppDoNotCallEntryOut = await self._transport.call(
            "GET",
            f"/api/app/do-not-call/{_in_path(entry_id)}",
            models.ApiAppDoNotCallEntryOut,
        )
        return answer


class AppGames:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_badges(
        self,
    ) -> list[models.BadgeOut]:
        """All badges that there are, by name."""
        answer: list[models.BadgeOut] = await self._transport.call(
            "GET",
            "/api/app/games/badges",
            list[models.BadgeOut],
        )
        return answer

    async def delete_badge(
        self,
        badge_id: int,
    ) -> models.Said:
        """Also from those who have it (administrators)."""
        answer: models.Said = await self._transport.call(
            "DELETE",
            f"/api/app/games/badges/{_in_path(badge_id)}",
            models.Said,
        )
        return answer

    async def get_badge(
        self,
        badge_id: int,
    ) -> models.BadgeOut:
        """What it is for, and how many have it."""
        answer: models.BadgeOut = await self._transport.call(
            "GET",
            f"/api/app/games/badges/{_in_path(badge_id)}",
            models.BadgeOut,
        )
        return answer

    async def change_badge(
        self,
        badge_id: int,
        body: models.ChangeBadge,
    ) -> models.BadgeOut:
        """Change the fields given; who has it keeps it (administrators)."""
        answer: models.BadgeOut = await self._transport.call(
            "PUT",
            f"/api/app/games/badges/{_in_path(badge_id)}",
            models.BadgeOut,
            body=body,
        )
        return answer

    async def get_board(
        self,
        *,
        period: Literal["day", "week", "month", "all"] | None = None,
        metric: Literal[
            "points",
            "tickets_resolved",
            "chats_finished",
            "chats_rated_well",
            "calls_talked",
            "sales",
            "leads_qualified",
            "leads_converted",
            "entries_written",
        ]
        | None = None,
        after: str | None = None,
        limit: int | None = None,
    ) -> models.BoardOut:
        """A page of a board, the best first."""
        answer: models.BoardOut = await self._transport.call(
            "GET",
            "/api/app/games/board",
            models.BoardOut,
            query={
                "period": period,
                "metric": metric,
                "after": after,
                "limit": limit,
            },
        )
        return answer

    async def get_board_around_me(
        self,
        *,
        period: Literal["day", "week", "month", "all"] | None = None,
        metric: Literal[
            "points",
            "tickets_resolved",
            "chats_finished",
            "chats_rated_well",
            "calls_talked",
            "sales",
            "leads_qualified",
            "leads_converted",
            "entries_written",
        ]
        | None = None,
    ) -> models.BoardOut:
        """A few above and a few below oneself; empty for who is not on it."""
        answer: models.BoardOut = await self._transport.call(
            "GET",
            "/api/app/games/board/around-me",
            models.BoardOut,
            query={
                "period": period,
                "metric": metric,
            },
        )
        return answer

    async def delete_challenge(
        self,
        challenge_id: int,
    ) -> models.Said:
        """Points that it gave stay (administrators)."""
        answer: models.Said = await self._transport.call(
            "DELETE",
            f"/api/app/games/challenges/{_in_path(challenge_id)}",
            models.Said,
        )
        return answer

    async def get_challenge(
        self,
        challenge_id: int,
    ) -> models.ChallengeOut:
        """With one's own progress."""
        answer: models.ChallengeOut = await self._transport.call(
            "GET",
            f"/api/app/games/challenges/{_in_path(challenge_id)}",
            models.ChallengeOut,
        )
        return answer

    async def change_challenge(
        self,
        challenge_id: int,
        body: models.ChangeChallenge,
    ) -> models.ChallengeOut:
        """Change the fields given (administrators)."""
        answer: models.ChallengeOut = await self._transport.call(
            "PUT",
            f"/api/app/games/challenges/{_in_path(challenge_id)}",
            models.ChallengeOut,
            body=body,
        )
        return answer

    async def list_competitions(
        self,
        *,
        limit: int | None = None,
        offset: int | None = None,
    ) -> list[models.CompetitionOut]:
        """Between teams; the latest to end first."""
        answer: list[models.CompetitionOut] = await self._transport.call(
            "GET",
            "/api/app/games/competitions",
            list[models.CompetitionOut],
            query={
                "limit": limit,
                "offset": offset,
            },
        )
        return answer

    async def delete_competition(
        self,
        competition_id: str,
    ) -> models.Said:
        """Points that were earned in it stay (administrators)."""
        answer: models.Said = await self._transport.call(
            "DELETE",
            f"/api/app/games/competitions/{_in_path(competition_id)}",
            models.Said,
        )
        return answer

    async def get_competition(
        self,
        competition_id: str,
    ) -> models.StandingOut:
        """A competition, and how the teams stand."""
        answer: models.StandingOut = await self._transport.call(
            "GET",
            f"/api/app/games/competitions/{_in_path(competition_id)}",
            models.StandingOut,
        )
        return answer

    async def change_competition(
        self,
        competition_id: str,
        body: models.ChangeCompetition,
    ) -> models.CompetitionOut:
        """Change the fields given, until it is settled (administrators)."""
        answer: models.CompetitionOut = await self._transport.call(
            "PUT",
            f"/api/app/games/competitions/{_in_path(competition_id)}",
            models.CompetitionOut,
            body=body,
        )
        return answer

    async def list_kinds(
        self,
    ) -> list[models.ApiAppGamesRulesKindOut]:
        """What rules can be made of."""
        answer: list[models.ApiAppGamesRulesKindOut] = await self._transport.call(
            "GET",
            "/api/app/games/kinds",
            list[models.ApiAppGamesRulesKindOut],
        )
        return answer

    async def get_me(
        self,
    ) -> models.ProfileOut:
        """One's own points, level, rank, badges and challenges."""
        answer: models.ProfileOut = await self._transport.call(
            "GET",
            "/api/app/games/me",
            models.ProfileOut,
        )
        return answer

    async def change_me(
        self,
        body: models.ChangeMe,
    ) -> models.PointsOut:
        """Take part or not, under one's own name or not. Points stay and can be spent."""
        answer: models.PointsOut = await self._transport.call(
            "PUT",
            "/api/app/games/me",
            models.PointsOut,
            body=body,
        )
        return answer

    async def list_points(
        self,
        *,
        user_id: int | None = None,
        before: int | None = None,
        limit: int | None = None,
    ) -> list[models.WireGamesEntryOut]:
        """What one's points are for, the latest first; administrators may ask for anybody's."""
        answer: list[models.WireGamesEntryOut] = await self._transport.call(
            "GET",
            "/api/app/games/points",
            list[models.WireGamesEntryOut],
            query={
                "user_id": user_id,
                "before": before,
                "limit": limit,
            },
        )
        return answer

    async def list_redemptions(
        self,
        *,
        everybody: bool | None = None,
        status: Literal["requested", "approved", "fulfilled", "refused"] | None = None,
        before: int | None = None,
        limit: int | None = None,
    ) -> list[models.RedemptionOut]:
        """What one has redeemed; administrators may ask for everybody's. The latest first."""
        answer: list[models.RedemptionOut] = await self._transport.call(
            "GET",
            "/api/app/games/redemptions",
            list[models.RedemptionOut],
            query={
                "everybody": everybody,
                "status": status,
                "before": before,
                "limit": limit,
            },
        )
        return answer

    async def decide_redemption(
        self,
        redemption_id: int,
        body: models.Decide,
    ) -> models.RedemptionOut:
        """Approve, hand over, or refuse, which gives the points back (administrators)."""
        answer: models.RedemptionOut = await self._transport.call(
            "PUT",
            f"/api/app/games/redemptions/{_in_path(redemption_id)}",
            models.RedemptionOut,
            body=body,
        )
        return answer

    async def list_rewards(
        self,
        *,
        available: bool | None = None,
    ) -> list[models.RewardOut]:
        """What points buy; with `available=false` what is switched off or gone, too
        (administrators)."""
        answer: list[models.RewardOut] = await self._transport.call(
            "GET",
            "/api/app/games/rewards",
            list[models.RewardOut],
            query={
                "available": available,
            },
        )
        return answer

    async def delete_reward(
        self,
        reward_id: int,
    ) -> models.Said:
        """Only what nobody has redeemed; else switch it off (administrators)."""
        answer: models.Said = await self._transport.call(
            "DELETE",
            f"/api/app/games/rewards/{_in_path(reward_id)}",
            models.Said,
        )
        return answer

    async def get_reward(
        self,
        reward_id: int,
    ) -> models.RewardOut:
        """What it costs and how many there are."""
        answer: models.RewardOut = await self._transport.call(
            "GET",
            f"/api/app/games/rewards/{_in_path(reward_id)}",
            models.RewardOut,
        )
        return answer

    async def change_reward(
        self,
        reward_id: int,
        body: models.ChangeReward,
    ) -> models.RewardOut:
        """Change the fields given; what was redeemed keeps its price (administrators)."""
        answer: models.RewardOut = await self._transport.call(
            "PUT",
            f"/api/app/games/rewards/{_in_path(reward_id)}",
            models.RewardOut,
            body=body,
        )
        return answer

    async def list_rules(
        self,
    ) -> list[models.GameRuleOut]:
        """What gives points; everybody of the staff may know."""
        answer: list[models.GameRuleOut] = await self._transport.call(
            "GET",
            "/api/app/games/rules",
            list[models.GameRuleOut],
        )
        return answer

    async def create_rule(
        self,
        body: models.CreateGameRule,
    ) -> models.GameRuleOut:
        """Make a rule (administrators)."""
        answer: models.GameRuleOut = await self._transport.call(
            "POST",
            "/api/app/games/rules",
            models.GameRuleOut,
            body=body,
        )
        return answer

    async def dry_run(
        self,
        body: models.CreateGameRule,
    ) -> models.DryRunOut:
        """What a rule would have given over the last 30 days; nothing is changed
        (administrators)."""
        answer: models.DryRunOut = await self._transport.call(
            "POST",
            "/api/app/games/rules/dry-run",
            models.DryRunOut,
            body=body,
        )
        return answer

    async def delete_rule(
        self,
        game_rule_id: int,
    ) -> models.Said:
        """Points that it gave stay (administrators)."""
        answer: models.Said = await self._transport.call(
            "DELETE",
            f"/api/app/games/rules/{_in_path(game_rule_id)}",
            models.Said,
        )
        return answer

    async def get_rule(
        self,
        game_rule_id: int,
    ) -> models.GameRuleOut:
        """What it pays for."""
        answer: models.GameRuleOut = await self._transport.call(
            "GET",
            f"/api/app/games/rules/{_in_path(game_rule_id)}",
            models.GameRuleOut,
        )
        return answer

    async def change_rule(
        self,
        game_rule_id: int,
        body: models.ChangeGameRule,
    ) -> models.GameRuleOut:
        """Change the fields given; what it gave stays (administrators)."""
        answer: models.GameRuleOut = await self._transport.call(
            "PUT",
            f"/api/app/games/rules/{_in_path(game_rule_id)}",
            models.GameRuleOut,
            body=body,
        )
        return answer


class AppIce:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def ice(
        self,
    ) -> models.IceOut:
        """ICE servers for a call. A customer gets those that relay only while a call of theirs
        waits or goes on: a relay is worth having, and anybody may register."""
        answer: models.IceOut = await self._transport.call(
            "GET",
            "/api/app/ice",
            models.IceOut,
        )
        return answer


class AppImports:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_imports(
        self,
        *,
        limit: int | None = None,
        after: int | None = None,
    ) -> list[models.ImportOut]:
        """Imports, the latest first, without `sample` and `errors`. `Link` leads to the next
        page."""
        answer: list[models.ImportOut] = await self._transport.call(
            "GET",
            "/api/app/imports",
            list[models.ImportOut],
            query={
                "limit": limit,
                "after": after,
            },
        )
        return answer

    async def upload(
        self,
        files: Files,
    ) -> models.ImportOut:
        """Upload a CSV file (field `file`). Nothing is imported yet: the answer shows what the
        file looks like, and proposes a field for each column."""
        answer: models.ImportOut = await self._transport.call(
            "POST",
            "/api/app/imports",
            models.ImportOut,
            files=files,
        )
        return answer

    async def get_import(
        self,
        import_id: int,
    ) -> models.ImportOut:
        """One import, and how far it is."""
        answer: models.ImportOut = await self._transport.call(
            "GET",
            f"/api/app/imports/{_in_path(import_id)}",
            models.ImportOut,
        )
        return answer

    async def set_up(
        self,
        import_id: int,
        body: models.SetUpIn,
    ) -> models.ImportOut:
        """Change the mapping, the defaults, how the file is read. It has to be checked anew."""
        answer: models.ImportOut = await self._transport.call(
            "PUT",
            f"/api/app/imports/{_in_path(import_id)}",
            models.ImportOut,
            body=body,
        )
        return answer

    async def check(
        self,
        import_id: int,
    ) -> models.ImportOut:
        """A dry run: what would be new, updated, twice, wrong. `import.progress` tells how far
        it is; `counts` and `errors` tell the outcome."""
        answer: models.ImportOut = await self._transport.call(
            "POST",
            f"/api/app/imports/{_in_path(import_id)}/check",
            models.ImportOut,
        )
        return answer

    async def commit(
        self,
        import_id: int,
    ) -> models.ImportOut:
        """Bring the leads in, as checked."""
        answer: models.ImportOut = await self._transport.call(
            "POST",
            f"/api/app/imports/{_in_path(import_id)}/commit",
            models.ImportOut,
        )
        return answer

    async def errors_file(
        self,
        import_id: int,
    ) -> Any:
        """The rows that could not be taken, with their lines and what is wrong: to be mended
        and uploaded again."""
        answer: Any = await self._transport.call(
            "GET",
            f"/api/app/imports/{_in_path(import_id)}/errors.csv",
            Any,
        )
        return answer

    async def undo(
        self,
        import_id: int,
    ) -> models.ImportOut:
        """Take back what it brought in. Leads that somebody has touched since are left
        (`counts.left`), and so are leads that it changed."""
        answer: models.ImportOut = await self._transport.call(
            "POST",
            f"/api/app/imports/{_in_path(import_id)}/undo",
            models.ImportOut,
        )
        return answer


class AppInbound:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def answering(
        self,
    ) -> list[models.AnsweringOut]:
        """At whom calls rang in the last day (whoever supervises calls)."""
        answer: list[models.AnsweringOut] = await self._transport.call(
            "GET",
            "/api/app/inbound/answering",
            list[models.AnsweringOut],
        )
        return answer

    async def accept(
        self,
        call_id: int,
    ) -> models.Said:
        """Take the call that rings at oneself."""
        answer: models.Said = await self._transport.call(
            "POST",
            f"/api/app/inbound/calls/{_in_path(call_id)}/accept",
            models.Said,
        )
        return answer

    async def decline(
        self,
        call_id: int,
    ) -> models.Said:
        """Let the call that rings at oneself go on to the next. It is counted."""
        answer: models.Said = await self._transport.call(
            "POST",
            f"/api/app/inbound/calls/{_in_path(call_id)}/decline",
            models.Said,
        )
        return answer

    async def list_numbers(
        self,
    ) -> list[models.NumberOut]:
        """All numbers of ours (whoever supervises calls)."""
        answer: list[models.NumberOut] = await self._transport.call(
            "GET",
            "/api/app/inbound/numbers",
            list[models.NumberOut],
        )
        return answer

    async def create_number(
        self,
        body: models.NumberIn,
    ) -> models.NumberOut:
        """Set up a number of ours (whoever supervises calls)."""
        answer: models.NumberOut = await self._transport.call(
            "POST",
            "/api/app/inbound/numbers",
            models.NumberOut,
            body=body,
        )
        return answer

    async def remove_number(
        self,
        number_id: int,
    ) -> models.Said:
        """Answer this number no more (whoever supervises calls). Its calls stay."""
        answer: models.Said = await self._transport.call(
            "DELETE",
            f"/api/app/inbound/numbers/{_in_path(number_id)}",
            models.Said,
        )
        return answer

    async def get_number(
        self,
        number_id: int,
    ) -> models.NumberOut:
        """One number of ours (whoever supervises calls)."""
        answer: models.NumberOut = await self._transport.call(
            "GET",
            f"/api/app/inbound/numbers/{_in_path(number_id)}",
            models.NumberOut,
        )
        return answer

    async def change_number(
        self,
        number_id: int,
        body: models.NumberIn,
    ) -> models.NumberOut:
        """Change the fields given (whoever supervises calls)."""
        answer: models.NumberOut = await self._transport.call(
            "PUT",
            f"/api/app/inbound/numbers/{_in_path(number_id)}",
            models.NumberOut,
            body=body,
        )
        return answer

    async def list_queues(
        self,
    ) -> list[models.AppInboundQueueOut]:
        """All queues, by name (whoever supervises calls)."""
        answer: list[models.AppInboundQueueOut] = await self._transport.call(
            "GET",
            "/api/app/inbound/queues",
            list[models.AppInboundQueueOut],
        )
        return answer

    async def create_queue(
        self,
        body: models.QueueIn,
    ) -> models.AppInboundQueueOut:
        """Make a queue (whoever supervises calls)."""
        answer: models.AppInboundQueueOut = await self._transport.call(
            "POST",
            "/api/app/inbound/queues",
            models.AppInboundQueueOut,
            body=body,
        )
        return answer

    async def remove_queue(
        self,
        queue_id: int,
    ) -> models.Said:
        """Remove a queue to which nothing leads (whoever supervises calls)."""
        answer: models.Said = await self._transport.call(
            "DELETE",
            f"/api/app/inbound/queues/{_in_path(queue_id)}",
            models.Said,
        )
        return answer

    async def get_queue(
        self,
        queue_id: int,
    ) -> models.AppInboundQueueOut:
        """One queue (whoever supervises calls)."""
        answer: models.AppInboundQueueOut = await self._transport.call(
            "GET",
            f"/api/app/inbound/queues/{_in_path(queue_id)}",
            models.AppInboundQueueOut,
        )
        return answer

    async def change_queue(
        self,
        queue_id: int,
        body: models.QueueIn,
    ) -> models.AppInboundQueueOut:
        """Change the fields given (whoever supervises calls)."""
        answer: models.AppInboundQueueOut = await self._transport.call(
            "PUT",
            f"/api/app/inbound/queues/{_in_path(queue_id)}",
            models.AppInboundQueueOut,
            body=body,
        )
        return answer

    async def waiting(
        self,
    ) -> list[models.InboundWaitingOut]:
        """Who waits for an agent, the longest first (staff who may see calls)."""
        answer: list[models.InboundWaitingOut] = await self._transport.call(
            "GET",
            "/api/app/inbound/waiting",
            list[models.InboundWaitingOut],
        )
        return answer


class AppInstallation:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_tenants(
        self,
        *,
        search: str | None = None,
        limit: int | None = None,
        skip: int | None = None,
    ) -> list[models.WatchedOut]:
        """A page of all of them, oldest first: numbers, nothing of what they hold."""
        answer: list[models.WatchedOut] = await self._transport.call(
            "GET",
            "/api/app/installation/tenants",
            list[models.WatchedOut],
            query={
                "search": search,
                "limit": limit,
                "skip": skip,
            },
        )
        return answer

    async def open_tenant_for(
        self,
        body: models.OpenTenantFor,
    ) -> models.WatchedOut:
        """A new workspace. Its first administrator is invited by mail: one link, seven days."""
        answer: models.WatchedOut = await self._transport.call(
            "POST",
            "/api/app/installation/tenants",
            models.WatchedOut,
            body=body,
        )
        return answer

    async def get_tenant(
        self,
        watched_id: str,
    ) -> models.WatchedOut:
        """One workspace, with what it uses."""
        answer: models.WatchedOut = await self._transport.call(
            "GET",
            f"/api/app/installation/tenants/{_in_path(watched_id)}",
            models.WatchedOut,
        )
        return answer

    async def change_tenant(
        self,
        watched_id: str,
        body: models.ChangeTenant,
    ) -> models.WatchedOut:
        """How much a workspace may use, and under which host names strangers find it."""
        answer: models.WatchedOut = await self._transport.call(
            "PUT",
            f"/api/app/installation/tenants/{_in_path(watched_id)}",
            models.WatchedOut,
            body=body,
        )
        return answer

    async def invite_first(
        self,
        watched_id: str,
        body: models.InviteFirst,
    ) -> models.WatchedOut:
        """The first administrator's link again, as long as nobody works there."""
        answer: models.WatchedOut = await self._transport.call(
            "POST",
            f"/api/app/installation/tenants/{_in_path(watched_id)}/invite",
            models.WatchedOut,
            body=body,
        )
        return answer

    async def resume(
        self,
        watched_id: str,
    ) -> models.WatchedOut:
        """It goes on where it was."""
        answer: models.WatchedOut = await self._transport.call(
            "POST",
            f"/api/app/installation/tenants/{_in_path(watched_id)}/resume",
            models.WatchedOut,
        )
        return answer

    async def suspend(
        self,
        watched_id: str,
        body: models.Suspend,
    ) -> models.WatchedOut:
        """Nobody of it comes in, nothing is fetched, dialled or sent, everything stays."""
        answer: models.WatchedOut = await self._transport.call(
            "POST",
            f"/api/app/installation/tenants/{_in_path(watched_id)}/suspend",
            models.WatchedOut,
            body=body,
        )
        return answer


class AppKnowledge:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def answers(
        self,
        body: models.LookUp,
    ) -> list[models.SourceOut]:
        """What is published and likely answers a question, by its meaning, best first; for
        everybody who is signed in. `text` is plain."""
        answer: list[models.SourceOut] = await self._transport.call(
            "POST",
            "/api/app/knowledge/answers",
            list[models.SourceOut],
            body=body,
        )
        return answer

    async def ask(
        self,
        body: models.AppKnowledgeAsk,
    ) -> models.KnowledgePreviewOut:
        """What the bot would answer, from what, and how sure it would be (staff)."""
        answer: models.KnowledgePreviewOut = await self._transport.call(
            "POST",
            "/api/app/knowledge/ask",
            models.KnowledgePreviewOut,
            body=body,
        )
        return answer

    async def categories(
        self,
        *,
        kind: Literal["faq", "article", "canned"] | None = None,
    ) -> list[models.CategoryOut]:
        """Names in use, with how many entries of each one may see."""
        answer: list[models.CategoryOut] = await self._transport.call(
            "GET",
            "/api/app/knowledge/categories",
            list[models.CategoryOut],
            query={
                "kind": kind,
            },
        )
        return answer

    async def export_faqs(
        self,
    ) -> bytes:
        """All FAQ entries as CSV (staff with `faqs:write`)."""
        answer: bytes = await self._transport.call(
            "GET",
            "/api/app/knowledge/faqs.csv",
            bytes,
        )
        return answer

    async def import_faqs(
        self,
        files: Files,
    ) -> models.FaqSheetImportedOut:
        """Entries of a CSV file (field `file`, 500 rows at most): question and answer, and
        category, tags, language, state and is_active if there are such columns. A known
        question is changed. If a line is wrong, nothing is."""
        answer: models.FaqSheetImportedOut = await self._transport.call(
            "POST",
            "/api/app/knowledge/faqs/import",
            models.FaqSheetImportedOut,
            files=files,
        )
        return answer


class AppLeads:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_leads(
        self,
        *,
        limit: int | None = None,
        after: int | None = None,
        stage: str | None = None,
        dial_status: str | None = None,
        priority: str | None = None,
        owner: str | None = None,
        campaign: int | None = None,
        list_: int | None = None,
        import_: int | None = None,
        source: str | None = None,
        tag: str | None = None,
        q: str | None = None,
    ) -> list[models.LeadOut]:
        """Leads, newest first. `owner`: me, none, or an id. `Link` leads to the next page."""
        answer: list[models.LeadOut] = await self._transport.call(
            "GET",
            "/api/app/leads",
            list[models.LeadOut],
            query={
                "limit": limit,
                "after": after,
                "stage": stage,
                "dial_status": dial_status,
                "priority": priority,
                "owner": owner,
                "campaign": campaign,
                "list": list_,
                "import": import_,
                "source": source,
                "tag": tag,
                "q": q,
            },
        )
        return answer

    async def create_lead(
        self,
        body: models.CreateLead,
    ) -> models.LeadOut:
        """A new lead. An operator's is their own."""
        answer: models.LeadOut = await self._transport.call(
            "POST",
            "/api/app/leads",
            models.LeadOut,
            body=body,
        )
        return answer

    async def bulk(
        self,
        body: models.BulkLeads,
    ) -> models.BulkOut:
        """Change many leads at once (whoever manages leads). What cannot be done to a lead
        stands in `errors`."""
        answer: models.BulkOut = await self._transport.call(
            "POST",
            "/api/app/leads/bulk",
            models.BulkOut,
            body=body,
        )
        return answer

    async def list_duplicates(
        self,
        *,
        by: Literal["email", "external_id"] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> list[models.DuplicatesOut]:
        """Leads that share an e-mail address, or an id of another system's. `Link` leads to the
        next page. (One number is one lead always.)"""
        answer: list[models.DuplicatesOut] = await self._transport.call(
            "GET",
            "/api/app/leads/duplicates",
            list[models.DuplicatesOut],
            query={
                "by": by,
                "limit": limit,
                "after": after,
            },
        )
        return answer

    async def merge(
        self,
        body: models.MergesIn,
    ) -> models.BulkOut:
        """Make several leads one, for many groups at once. Calls and history go along; it can't
        be undone. What cannot be merged stands in `errors`, and its group stays."""
        answer: models.BulkOut = await self._transport.call(
            "POST",
            "/api/app/leads/duplicates/merge",
            models.BulkOut,
            body=body,
        )
        return answer

    async def export_leads(
        self,
        *,
        stage: str | None = None,
        dial_status: str | None = None,
        priority: str | None = None,
        owner: str | None = None,
        campaign: int | None = None,
        list_: int | None = None,
        import_: int | None = None,
        source: str | None = None,
        tag: str | None = None,
        q: str | None = None,
    ) -> Any:
        """The same leads as a CSV file: all of them, however many. No cell is run as a formula."""
        answer: Any = await self._transport.call(
            "GET",
            "/api/app/leads/export",
            Any,
            query={
                "stage": stage,
                "dial_status": dial_status,
                "priority": priority,
                "owner": owner,
                "campaign": campaign,
                "list": list_,
                "import": import_,
                "source": source,
                "tag": tag,
                "q": q,
            },
        )
        return answer

    async def next_lead(
        self,
        body: models.NextLead | None,
    ) -> models.LeadOut | None:
        """Claim the most urgent lead that is ready and free; 204 if there is none."""
        answer: models.LeadOut | None = await self._transport.call(
            "POST",
            "/api/app/leads/next",
            models.LeadOut | None,
            body=body,
        )
        return answer

    async def lead_stats(
        self,
    ) -> models.LeadStatsOut:
        """How many leads there are, and of which kind."""
        answer: models.LeadStatsOut = await self._transport.call(
            "GET",
            "/api/app/leads/stats",
            models.LeadStatsOut,
        )
        return answer

    async def delete_lead(
        self,
        lead_id: int,
    ) -> models.Said:
        """Delete a lead."""
        answer: models.Said = await self._transport.call(
            "DELETE",
            f"/api/app/leads/{_in_path(lead_id)}",
            models.Said,
        )
        return answer

    async def get_lead(
        self,
        lead_id: int,
    ) -> models.LeadWithStory:
        """A lead with its history and its calls."""
        answer: models.LeadWithStory = await self._transport.call(
            "GET",
            f"/api/app/leads/{_in_path(lead_id)}",
            models.LeadWithStory,
        )
        return answer

    async def change_lead(
        self,
        lead_id: int,
        body: models.ChangeLead,
    ) -> models.LeadOut:
        """Change the fields given. `If-Match` refuses to overwrite what changed meanwhile
        (412)."""
        answer: models.LeadOut = await self._transport.call(
            "PUT",
            f"/api/app/leads/{_in_path(lead_id)}",
            models.LeadOut,
            body=body,
        )
        return answer

    async def claim_lead(
        self,
        lead_id: int,
    ) -> models.LeadOut:
        """The lead is one's own to call."""
        answer: models.LeadOut = await self._transport.call(
            "POST",
            f"/api/app/leads/{_in_path(lead_id)}/claim",
            models.LeadOut,
        )
        return answer

    async def release_lead(
        self,
        lead_id: int,
    ) -> models.LeadOut:
        """Give a claimed lead back."""
        answer: models.LeadOut = await self._transport.call(
            "POST",
            f"/api/app/leads/{_in_path(lead_id)}/release",
            models.LeadOut,
        )
        return answer


class AppMailboxes:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_mailboxes(
        self,
    ) -> list[models.MailboxOut]:
        """All of them, with how the last look went."""
        answer: list[models.MailboxOut] = await self._transport.call(
            "GET",
            "/api/app/mailboxes",
            list[models.MailboxOut],
        )
        return answer

    async def add_mailbox(
        self,
        body: models.AddMailbox,
    ) -> models.MailboxOut:
        """Add one, by IMAP over TLS. Mail that comes from now on becomes tickets."""
        answer: models.MailboxOut = await self._transport.call(
            "POST",
            "/api/app/mailboxes",
            models.MailboxOut,
            body=body,
        )
        return answer

    async def remove_mailbox(
        self,
        mailbox_id: int,
    ) -> models.Said:
        """Forget a mailbox, its password and what was put aside of it. Its tickets stay."""
        answer: models.Said = await self._transport.call(
            "DELETE",
            f"/api/app/mailboxes/{_in_path(mailbox_id)}",
            models.Said,
        )
        return answer

    async def get_mailbox(
        self,
        mailbox_id: int,
    ) -> models.MailboxOut:
        """One of them."""
        answer: models.MailboxOut = await self._transport.call(
            "GET",
            f"/api/app/mailboxes/{_in_path(mailbox_id)}",
            models.MailboxOut,
        )
        return answer

    async def change_mailbox(
        self,
        mailbox_id: int,
        body: models.ChangeMailbox,
    ) -> models.MailboxOut:
        """Change the fields given."""
        answer: models.MailboxOut = await self._transport.call(
            "PUT",
            f"/api/app/mailboxes/{_in_path(mailbox_id)}",
            models.MailboxOut,
            body=body,
        )
        return answer

    async def test_mailbox(
        self,
        mailbox_id: int,
    ) -> models.FolderOut:
        """Sign in and look, now. What is wrong is in `details.says`."""
        answer: models.FolderOut = await self._transport.call(
            "POST",
            f"/api/app/mailboxes/{_in_path(mailbox_id)}/test",
            models.FolderOut,
        )
        return answer


class AppMails:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_mails(
        self,
        *,
        state: Literal["waiting", "taken", "quarantined", "ignored", "discarded"] | None = None,
        mailbox: int | None = None,
        after: int | None = None,
        limit: int | None = None,
    ) -> list[models.MailOut]:
        """What came, the newest first; `state=quarantined`: what waits for an administrator."""
        answer: list[models.MailOut] = await self._transport.call(
            "GET",
            "/api/app/mails",
            list[models.MailOut],
            query={
                "state": state,
                "mailbox": mailbox,
                "after": after,
                "limit": limit,
            },
        )
        return answer

    async def discard_mail(
        self,
        mail_id: int,
    ) -> models.MailOut:
        """Delete what it said."""
        answer: models.MailOut = await self._transport.call(
            "POST",
            f"/api/app/mails/{_in_path(mail_id)}/discard",
            models.MailOut,
        )
        return answer

    async def retry_mail(
        self,
        mail_id: int,
    ) -> models.MailOut:
        """Try it once more. One that a guard held back is let in."""
        answer: models.MailOut = await self._transport.call(
            "POST",
            f"/api/app/mails/{_in_path(mail_id)}/retry",
            models.MailOut,
        )
        return answer

    async def download_mail(
        self,
        mail_id: int,
    ) -> Any:
        """The mail as it came, always as a download."""
        answer: Any = await self._transport.call(
            "GET",
            f"/api/app/mails/{_in_path(mail_id)}/source",
            Any,
        )
        return answer


class AppMessages:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_messages(
        self,
        *,
        channel: Literal["email", "sms", "whatsapp", "slack", "push"] | None = None,
        state: list[
            Literal[
                "pending",
                "sending",
                "sent",
                "delivered",
                "opened",
                "failed",
                "bounced",
                "complained",
                "suppressed",
                "unknown",
                "cancelled",
            ]
        ]
        | None = None,
        q: str | None = None,
        person_id: int | None = None,
        template_id: str | None = None,
        limit: int | None = None,
        after: int | None = None,
    ) -> list[models.MessagesMessageOut]:
        """The delivery log, the latest first. `Link` leads to the next page."""
        answer: list[models.MessagesMessageOut] = await self._transport.call(
            "GET",
            "/api/app/messages",
            list[models.MessagesMessageOut],
            query={
                "channel": channel,
                "state": state,
                "q": q,
                "person_id": person_id,
                "template_id": template_id,
                "limit": limit,
                "after": after,
            },
        )
        return answer

    async def send_message(
        self,
        body: models.SendIn,
    ) -> models.MessagesMessageOut:
        """Write a message; it is sent a moment later. Operators and agents send from a
        template, to a person of the workspace. Who must not be written to is not: `suppressed`,
        with the reason."""
        answer: models.MessagesMessageOut = await self._transport.call(
            "POST",
            "/api/app/messages",
            models.MessagesMessageOut,
            body=body,
        )
        return answer

    async def message_stats(
        self,
        *,
        days: int | None = None,
    ) -> models.StatisticsOut:
        """Of all time, or of the last days."""
        answer: models.StatisticsOut = await self._transport.call(
            "GET",
            "/api/app/messages/stats",
            models.StatisticsOut,
            query={
                "days": days,
            },
        )
        return answer

    async def show_message(
        self,
        message_id: str,
    ) -> models.MessageDetailOut:
        """One message, its words and its history. Links that open accounts are shown to
        administrators alone, and only where no provider carried them."""
        answer: models.MessageDetailOut = await self._transport.call(
            "GET",
            f"/api/app/messages/{_in_path(message_id)}",
            models.MessageDetailOut,
        )
        return answer

    async def cancel_message(
        self,
        message_id: str,
    ) -> models.MessagesMessageOut:
        """Not to be sent after all, if it is not on its way yet (administrators)."""
        answer: models.MessagesMessageOut = await self._transport.call(
            "POST",
            f"/api/app/messages/{_in_path(message_id)}/cancel",
            models.MessagesMessageOut,
        )
        return answer

    async def correct_intent(
        self,
        message_id: int,
        body: models.CorrectIntent,
    ) -> models.ChatMessageOut:
        """Say what a customer's message is about; the assistant learns from it (staff)."""
        answer: models.ChatMessageOut = await self._transport.call(
            "PUT",
            f"/api/app/messages/{_in_path(message_id)}/intent",
            models.ChatMessageOut,
            body=body,
        )
        return answer


class AppMyData:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def my_requests(
        self,
    ) -> list[models.MyRequestOut]:
        """What one asked about one's own data, and where it stands."""
        answer: list[models.MyRequestOut] = await self._transport.call(
            "GET",
            "/api/app/my-data/requests",
            list[models.MyRequestOut],
        )
        return answer

    async def ask_mine(
        self,
        body: models.AskMine,
    ) -> models.MyRequestOut:
        """Ask for everything about oneself, or to be forgotten. Nothing is deleted at once."""
        answer: models.MyRequestOut = await self._transport.call(
            "POST",
            "/api/app/my-data/requests",
            models.MyRequestOut,
            body=body,
        )
        return answer

    async def my_request(
        self,
        request_id: int,
    ) -> models.MyRequestOut:
        """One of one's own."""
        answer: models.MyRequestOut = await self._transport.call(
            "GET",
            f"/api/app/my-data/requests/{_in_path(request_id)}",
            models.MyRequestOut,
        )
        return answer

    async def my_archive(
        self,
        request_id: int,
    ) -> Any:
        """The archive (ZIP), for two weeks."""
        answer: Any = await self._transport.call(
            "GET",
            f"/api/app/my-data/requests/{_in_path(request_id)}/archive",
            Any,
        )
        return answer


class AppPacing:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def get_trace(
        self,
        campaign_id: int,
        *,
        limit: int | None = None,
        after: int | None = None,
    ) -> list[models.TraceOut]:
        """A campaign's decisions, the latest first; kept for a week. `Link` leads to older
        ones."""
        answer: list[models.TraceOut] = await self._transport.call(
            "GET",
            f"/api/app/pacing/{_in_path(campaign_id)}/trace",
            list[models.TraceOut],
            query={
                "limit": limit,
                "after": after,
            },
        )
        return answer


class AppPrivacy:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def search_consents(
        self,
        *,
        q: str | None = None,
        type: Literal["marketing", "analytics", "cookies"] | None = None,
        value: bool | None = None,
        standing: bool | None = None,
        limit: int | None = None,
        after: int | None = None,
    ) -> list[models.ConsentRowOut]:
        """Who agreed to what, with proof (administrators)."""
        answer: list[models.ConsentRowOut] = await self._transport.call(
            "GET",
            "/api/app/privacy/consents",
            list[models.ConsentRowOut],
            query={
                "q": q,
                "type": type,
                "value": value,
                "standing": standing,
                "limit": limit,
                "after": after,
            },
        )
        return answer

    async def call_off_erasure(
        self,
    ) -> models.Said:
        """Keep it after all (administrators)."""
        answer: models.Said = await self._transport.call(
            "DELETE",
            "/api/app/privacy/erasure",
            models.Said,
        )
        return answer

    async def get_erasure(
        self,
    ) -> models.ErasureOut:
        """Whether the workspace is to go, and when (administrators)."""
        answer: models.ErasureOut = await self._transport.call(
            "GET",
            "/api/app/privacy/erasure",
            models.ErasureOut,
        )
        return answer

    async def plan_erasure(
        self,
        body: models.PlanErasure,
    ) -> models.ErasureOut:
        """Everything of the workspace goes after the days of grace (administrators, who type
        its name)."""
        answer: models.ErasureOut = await self._transport.call(
            "POST",
            "/api/app/privacy/erasure",
            models.ErasureOut,
            body=body,
        )
        return answer

    async def list_exports(
        self,
    ) -> list[models.ExportOut]:
        """Archives of the whole workspace (administrators)."""
        answer: list[models.ExportOut] = await self._transport.call(
            "GET",
            "/api/app/privacy/exports",
            list[models.ExportOut],
        )
        return answer

    async def ask_export(
        self,
    ) -> models.ExportOut:
        """Have the whole workspace packed (administrators)."""
        answer: models.ExportOut = await self._transport.call(
            "POST",
            "/api/app/privacy/exports",
            models.ExportOut,
        )
        return answer

    async def take_export(
        self,
        export_id: int,
    ) -> Any:
        """The archive (ZIP of JSON lines and files), for two weeks (administrators)."""
        answer: Any = await self._transport.call(
            "GET",
            f"/api/app/privacy/exports/{_in_path(export_id)}",
            Any,
        )
        return answer

    async def list_requests(
        self,
        *,
        state: Literal["pending", "in_progress", "done", "refused"] | None = None,
        kind: Literal["access", "deletion"] | None = None,
        limit: int | None = None,
        after: int | None = None,
    ) -> list[models.RequestOut]:
        """Everybody's requests, the latest first (administrators)."""
        answer: list[models.RequestOut] = await self._transport.call(
            "GET",
            "/api/app/privacy/requests",
            list[models.RequestOut],
            query={
                "state": state,
                "kind": kind,
                "limit": limit,
                "after": after,
            },
        )
        return answer

    async def ask_for(
        self,
        body: models.AskFor,
    ) -> models.RequestOut:
        """Pass on what somebody asked by letter or on the phone (administrators)."""
        answer: models.RequestOut = await self._transport.call(
            "POST",
            "/api/app/privacy/requests",
            models.RequestOut,
            body=body,
        )
        return answer

    async def get_request(
        self,
        request_id: int,
    ) -> models.RequestOut:
        """One request (administrators)."""
        answer: models.RequestOut = await self._transport.call(
            "GET",
            f"/api/app/privacy/requests/{_in_path(request_id)}",
            models.RequestOut,
        )
        return answer

    async def dry_run(
        self,
        request_id: int,
        *,
        with_contacts: bool | None = None,
    ) -> models.PlanOut:
        """What a deletion would do now: what goes, what loses its words, what is kept and why
        (administrators). Changes nothing."""
        answer: models.PlanOut = await self._transport.call(
            "GET",
            f"/api/app/privacy/requests/{_in_path(request_id)}/dry-run",
            models.PlanOut,
            query={
                "with_contacts": with_contacts,
            },
        )
        return answer

    async def check_identity(
        self,
        request_id: int,
        body: models.CheckIdentity,
    ) -> models.RequestOut:
        """Note how it was made sure that it is really them (administrators)."""
        answer: models.RequestOut = await self._transport.call(
            "POST",
            f"/api/app/privacy/requests/{_in_path(request_id)}/identity",
            models.RequestOut,
            body=body,
        )
        return answer

    async def refuse(
        self,
        request_id: int,
        body: models.Refuse,
    ) -> models.RequestOut:
        """Refuse, with a reason that the person is told (administrators)."""
        answer: models.RequestOut = await self._transport.call(
            "POST",
            f"/api/app/privacy/requests/{_in_path(request_id)}/refuse",
            models.RequestOut,
            body=body,
        )
        return answer

    async def start(
        self,
        request_id: int,
        body: models.Start,
    ) -> models.RequestOut:
        """Let it happen: the archive is made, or the person erased (administrators)."""
        answer: models.RequestOut = await self._transport.call(
            "POST",
            f"/api/app/privacy/requests/{_in_path(request_id)}/start",
            models.RequestOut,
            body=body,
        )
        return answer

    async def list_steps(
        self,
        request_id: int,
    ) -> list[models.ApiAppPrivacyShapesLineOut]:
        """What a deletion did, table by table: the evidence (administrators)."""
        answer: list[models.ApiAppPrivacyShapesLineOut] = await self._transport.call(
            "GET",
            f"/api/app/privacy/requests/{_in_path(request_id)}/steps",
            list[models.ApiAppPrivacyShapesLineOut],
        )
        return answer

    async def retention(
        self,
    ) -> list[models.DueOut]:
        """What a run would take away now, by kind (administrators). Changes nothing."""
        answer: list[models.DueOut] = await self._transport.call(
            "GET",
            "/api/app/privacy/retention",
            list[models.DueOut],
        )
        return answer

    async def run_retention(
        self,
    ) -> models.Said:
        """Take away what is too old, now and not at night (administrators)."""
        answer: models.Said = await self._transport.call(
            "POST",
            "/api/app/privacy/retention/run",
            models.Said,
        )
        return answer

    async def list_runs(
        self,
        *,
        limit: int | None = None,
        after: int | None = None,
    ) -> list[models.RunOut]:
        """What was taken away, and when (administrators)."""
        answer: list[models.RunOut] = await self._transport.call(
            "GET",
            "/api/app/privacy/retention/runs",
            list[models.RunOut],
            query={
                "limit": limit,
                "after": after,
            },
        )
        return answer


class AppPush:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def present_push(
        self,
    ) -> models.PushOut:
        """Whether notifications are offered, and in which browsers they are on for the caller."""
        answer: models.PushOut = await self._transport.call(
            "GET",
            "/api/app/push",
            models.PushOut,
        )
        return answer

    async def subscribe(
        self,
        body: models.SubscribeIn,
    ) -> models.BrowserOut:
        """Switch them on in this browser."""
        answer: models.BrowserOut = await self._transport.call(
            "POST",
            "/api/app/push",
            models.BrowserOut,
            body=body,
        )
        return answer

    async def unsubscribe(
        self,
        subscription_id: int,
    ) -> models.Said:
        """Switch them off in one browser."""
        answer: models.Said = await self._transport.call(
            "DELETE",
            f"/api/app/push/{_in_path(subscription_id)}",
            models.Said,
        )
        return answer


class AppRefusals:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_refusals(
        self,
        *,
        rule: Literal[
            "do_not_call",
            "calling_hours",
            "attempts_per_day",
            "attempts_total",
            "number_in_call",
            "held_after_abandon",
            "number_invalid",
            "no_number",
            "concurrency",
            "carrier_rate",
            "paused",
            "nobody_available",
        ]
        | None = None,
        lead: int | None = None,
        campaign: int | None = None,
        limit: int | None = None,
        after: int | None = None,
    ) -> list[models.RefusalOut]:
        """Refusals to dial, the latest first, with the rule that refused; kept for 90 days.
        `Link` leads to the next page."""
        answer: list[models.RefusalOut] = await self._transport.call(
            "GET",
            "/api/app/refusals",
            list[models.RefusalOut],
            query={
                "rule": rule,
                "lead": lead,
                "campaign": campaign,
                "limit": limit,
                "after": after,
            },
        )
        return answer

    async def count_refusals(
        self,
        *,
        days: int | None = None,
        campaign: int | None = None,
    ) -> dict[str, int]:
        """How often each rule refused, in so many days."""
        answer: dict[str, int] = await self._transport.call(
            "GET",
            "/api/app/refusals/by-rule",
            dict[str, int],
            query={
                "days": days,
                "campaign": campaign,
            },
        )
        return answer


class AppReports:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_reports(
        self,
        *,
        limit: int | None = None,
        after: int | None = None,
    ) -> list[models.HeadingOut]:
        """Reports that are kept, the latest first; `after`: the last number of the page before."""
        answer: list[models.HeadingOut] = await self._transport.call(
            "GET",
            "/api/app/reports",
            list[models.HeadingOut],
            query={
                "limit": limit,
                "after": after,
            },
        )
        return answer

    async def create_report(
        self,
        body: models.CreateReport,
    ) -> models.KeptReportOut:
        """Draw up a report, and keep it."""
        answer: models.KeptReportOut = await self._transport.call(
            "POST",
            "/api/app/reports",
            models.KeptReportOut,
            body=body,
        )
        return answer

    async def get_abandonment(
        self,
        *,
        days: int | None = None,
    ) -> models.AbandonmentOut:
        """By day and campaign, and by campaign; days are the tenant's."""
        answer: models.AbandonmentOut = await self._transport.call(
            "GET",
            "/api/app/reports/abandonment",
            models.AbandonmentOut,
            query={
                "days": days,
            },
        )
        return answer

    async def distribution(
        self,
        *,
        metric: str,
        start_date: date | None = None,
        end_date: date | None = None,
    ) -> models.DistributionOut:
        """A number by its dimension, with filters (`filter_source=web`)."""
        answer: models.DistributionOut = await self._transport.call(
            "GET",
            "/api/app/reports/distribution",
            models.DistributionOut,
            query={
                "metric": metric,
                "start_date": start_date,
                "end_date": end_date,
            },
        )
        return answer

    async def draw_up(
        self,
        body: models.DrawReport,
    ) -> models.DrawnOut:
        """A report to look at, not kept."""
        answer: models.DrawnOut = await self._transport.call(
            "POST",
            "/api/app/reports/draw",
            models.DrawnOut,
            body=body,
        )
        return answer

    async def export_rows(
        self,
        dataset: str,
        *,
        format: Literal["csv", "json", "parquet"],
        start_date: date | None = None,
        end_date: date | None = None,
    ) -> Any:
        """Tickets, calls, leads or messages of chats, row by row, as a file: all of the days,
        however many. Needs the right to read the things, too."""
        answer: Any = await self._transport.call(
            "GET",
            f"/api/app/reports/rows/{_in_path(dataset)}",
            Any,
            query={
                "format": format,
                "start_date": start_date,
                "end_date": end_date,
            },
        )
        return answer

    async def list_schedules(
        self,
    ) -> list[models.ScheduleOut]:
        """Reports that are sent by themselves, with the time of the next one."""
        answer: list[models.ScheduleOut] = await self._transport.call(
            "GET",
            "/api/app/reports/schedules",
            list[models.ScheduleOut],
        )
        return answer

    async def create_schedule(
        self,
        body: models.GiveSchedule,
    ) -> models.ScheduleOut:
        """Have a report sent by e-mail daily, weekly or monthly, by the workspace's clock."""
        answer: models.ScheduleOut = await self._transport.call(
            "POST",
            "/api/app/reports/schedules",
            models.ScheduleOut,
            body=body,
        )
        return answer

    async def delete_schedule(
        self,
        schedule_id: int,
    ) -> models.Said:
        """No more of it; what was sent stays."""
        answer: models.Said = await self._transport.call(
            "DELETE",
            f"/api/app/reports/schedules/{_in_path(schedule_id)}",
            models.Said,
        )
        return answer

    async def get_schedule(
        self,
        schedule_id: int,
    ) -> models.ScheduleOut:
        """One of them."""
        answer: models.ScheduleOut = await self._transport.call(
            "GET",
            f"/api/app/reports/schedules/{_in_path(schedule_id)}",
            models.ScheduleOut,
        )
        return answer

    async def change_schedule(
        self,
        schedule_id: int,
        body: models.GiveSchedule,
    ) -> models.ScheduleOut:
        """All of it anew."""
        answer: models.ScheduleOut = await self._transport.call(
            "PUT",
            f"/api/app/reports/schedules/{_in_path(schedule_id)}",
            models.ScheduleOut,
            body=body,
        )
        return answer

    async def trend(
        self,
        *,
        metric: str,
        start_date: date | None = None,
        end_date: date | None = None,
        step: Literal["day", "week", "month"] | None = None,
    ) -> models.TrendOut:
        """A number over time, a point per day, week or month, zeros included."""
        answer: models.TrendOut = await self._transport.call(
            "GET",
            "/api/app/reports/trend",
            models.TrendOut,
            query={
                "metric": metric,
                "start_date": start_date,
                "end_date": end_date,
                "step": step,
            },
        )
        return answer

    async def delete_report(
        self,
        report_id: str,
    ) -> models.Said:
        """Throw a report away."""
        answer: models.Said = await self._transport.call(
            "DELETE",
            f"/api/app/reports/{_in_path(report_id)}",
            models.Said,
        )
        return answer

    async def get_report(
        self,
        report_id: str,
    ) -> models.KeptReportOut:
        """A report as it was drawn up."""
        answer: models.KeptReportOut = await self._transport.call(
            "GET",
            f"/api/app/reports/{_in_path(report_id)}",
            models.KeptReportOut,
        )
        return answer

    async def report_file(
        self,
        report_id: str,
        *,
        format: Literal["csv", "json", "pdf", "parquet"],
        language: Literal["en", "de", "ru", "es"] | None = None,
    ) -> str:
        """A report as a file: CSV, JSON, PDF with charts, or Parquet."""
        answer: str = await self._transport.call(
            "GET",
            f"/api/app/reports/{_in_path(report_id)}/file",
            str,
            query={
                "format": format,
                "language": language,
            },
        )
        return answer


class AppRoles:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def delete_role(
        self,
        role_id: int,
        *,
        successor: str | None = None,
    ) -> models.Said:
        """Drop a role. `successor`: the role that whoever has it gets instead."""
        answer: models.Said = await self._transport.call(
            "DELETE",
            f"/api/app/roles/{_in_path(role_id)}",
            models.Said,
            query={
                "successor": successor,
            },
        )
        return answer

    async def get_role(
        self,
        role_id: int,
    ) -> models.RoleOut:
        """One of the workspace's own."""
        answer: models.RoleOut = await self._transport.call(
            "GET",
            f"/api/app/roles/{_in_path(role_id)}",
            models.RoleOut,
        )
        return answer

    async def change_role(
        self,
        role_id: int,
        body: models.ChangeRole,
    ) -> models.RoleOut:
        """Change the fields given. Permissions are in force with everybody's next request."""
        answer: models.RoleOut = await self._transport.call(
            "PUT",
            f"/api/app/roles/{_in_path(role_id)}",
            models.RoleOut,
            body=body,
        )
        return answer


class AppRouting:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def try_routing(
        self,
        body: models.TryRouting,
    ) -> models.TriedOut:
        """Who would get a lead now, and why; nothing is changed (administrators)."""
        answer: models.TriedOut = await self._transport.call(
            "POST",
            "/api/app/routing/try",
            models.TriedOut,
            body=body,
        )
        return answer


class AppRoutingRules:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def remove_rule(
        self,
        rule_id: int,
    ) -> models.Said:
        """Leads that it gave stay where they are (administrators)."""
        answer: models.Said = await self._transport.call(
            "DELETE",
            f"/api/app/routing-rules/{_in_path(rule_id)}",
            models.Said,
        )
        return answer

    async def get_rule(
        self,
        rule_id: int,
    ) -> models.AutomationRuleOut:
        """When a rule applies and whom it gives the lead."""
        answer: models.AutomationRuleOut = await self._transport.call(
            "GET",
            f"/api/app/routing-rules/{_in_path(rule_id)}",
            models.AutomationRuleOut,
        )
        return answer

    async def change_rule(
        self,
        rule_id: int,
        body: models.AutomationChangeRule,
    ) -> models.AutomationRuleOut:
        """Change the fields given (administrators)."""
        answer: models.AutomationRuleOut = await self._transport.call(
            "PUT",
            f"/api/app/routing-rules/{_in_path(rule_id)}",
            models.AutomationRuleOut,
            body=body,
        )
        return answer


class AppRoutings:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_routings(
        self,
        *,
        lead: int | None = None,
        limit: int | None = None,
    ) -> list[models.WireAutomationRoutingOut]:
        """What the rules did, the latest first."""
        answer: list[models.WireAutomationRoutingOut] = await self._transport.call(
            "GET",
            "/api/app/routings",
            list[models.WireAutomationRoutingOut],
            query={
                "lead": lead,
                "limit": limit,
            },
        )
        return answer


class AppScopes:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def scopes(
        self,
    ) -> list[str]:
        """All that a role or a token can be given."""
        answer: list[str] = await self._transport.call(
            "GET",
            "/api/app/scopes",
            list[str],
        )
        return answer


class AppScoring:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def get_likelihood(
        self,
        lead_id: int,
    ) -> models.LikelihoodOut:
        """A lead's score with its factors, and how likely it is to convert, with the reasons."""
        answer: models.LikelihoodOut = await self._transport.call(
            "GET",
            f"/api/app/scoring/leads/{_in_path(lead_id)}",
            models.LikelihoodOut,
        )
        return answer

    async def get_model(
        self,
    ) -> models.ModelOut:
        """How well the likelihood learned from one's own calls does, beside the score by rules."""
        answer: models.ModelOut = await self._transport.call(
            "GET",
            "/api/app/scoring/model",
            models.ModelOut,
        )
        return answer

    async def refit_model(
        self,
    ) -> models.Said:
        """Learn anew from what is decided by now (administrators); it happens every night
        anyway."""
        answer: models.Said = await self._transport.call(
            "POST",
            "/api/app/scoring/model/refit",
            models.Said,
        )
        return answer


class AppScripts:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_scripts(
        self,
    ) -> list[models.ScriptOut]:
        """Scripts by name."""
        answer: list[models.ScriptOut] = await self._transport.call(
            "GET",
            "/api/app/scripts",
            list[models.ScriptOut],
        )
        return answer

    async def create_script(
        self,
        body: models.CreateScript,
    ) -> models.ScriptOut:
        """A new script (administrators)."""
        answer: models.ScriptOut = await self._transport.call(
            "POST",
            "/api/app/scripts",
            models.ScriptOut,
            body=body,
        )
        return answer

    async def delete_script(
        self,
        script_id: int,
    ) -> models.Said:
        """Drop a script that no campaign uses."""
        answer: models.Said = await self._transport.call(
            "DELETE",
            f"/api/app/scripts/{_in_path(script_id)}",
            models.Said,
        )
        return answer

    async def get_script(
        self,
        script_id: int,
    ) -> models.ScriptOut:
        """A script as it is written."""
        answer: models.ScriptOut = await self._transport.call(
            "GET",
            f"/api/app/scripts/{_in_path(script_id)}",
            models.ScriptOut,
        )
        return answer

    async def change_script(
        self,
        script_id: int,
        body: models.ChangeScript,
    ) -> models.ScriptOut:
        """Change a script (administrators)."""
        answer: models.ScriptOut = await self._transport.call(
            "PUT",
            f"/api/app/scripts/{_in_path(script_id)}",
            models.ScriptOut,
            body=body,
        )
        return answer


class AppSecurity:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_security_events(
        self,
        *,
        status: Literal["unresolved", "acknowledged", "resolved"] | None = None,
        severity: Literal["low", "medium", "high", "critical"] | None = None,
        event_type: Literal[
            "failed_login_attempt",
            "failed_logins_from_address",
            "refused_acts",
            "cross_site_request",
            "cross_tenant_attempt",
            "forged_webhook",
            "privilege_change",
            "token_reuse",
            "audit_broken",
            "suspended_tenant_used",
        ]
        | None = None,
        limit: int | None = None,
        offset: int | None = None,
        before: int | None = None,
    ) -> models.SecurityEventsOut:
        """The latest first."""
        answer: models.SecurityEventsOut = await self._transport.call(
            "GET",
            "/api/app/security/events",
            models.SecurityEventsOut,
            query={
                "status": status,
                "severity": severity,
                "event_type": event_type,
                "limit": limit,
                "offset": offset,
                "before": before,
            },
        )
        return answer

    async def get_security_event(
        self,
        event_id: int,
    ) -> models.SecurityEventOut:
        """One of them."""
        answer: models.SecurityEventOut = await self._transport.call(
            "GET",
            f"/api/app/security/events/{_in_path(event_id)}",
            models.SecurityEventOut,
        )
        return answer

    async def acknowledge(
        self,
        event_id: int,
        body: models.Handle,
    ) -> models.SecurityEventOut:
        """Somebody is at it."""
        answer: models.SecurityEventOut = await self._transport.call(
            "POST",
            f"/api/app/security/events/{_in_path(event_id)}/acknowledge",
            models.SecurityEventOut,
            body=body,
        )
        return answer

    async def reopen(
        self,
        event_id: int,
        body: models.Handle,
    ) -> models.SecurityEventOut:
        """Nobody is at it after all."""
        answer: models.SecurityEventOut = await self._transport.call(
            "POST",
            f"/api/app/security/events/{_in_path(event_id)}/reopen",
            models.SecurityEventOut,
            body=body,
        )
        return answer

    async def resolve(
        self,
        event_id: int,
        body: models.Handle,
    ) -> models.SecurityEventOut:
        """It is put right; if it happens again, that is a new event."""
        answer: models.SecurityEventOut = await self._transport.call(
            "POST",
            f"/api/app/security/events/{_in_path(event_id)}/resolve",
            models.SecurityEventOut,
            body=body,
        )
        return answer

    async def count_waiting(
        self,
    ) -> models.SecurityWaitingOut:
        """How many nobody looked at yet, by severity."""
        answer: models.SecurityWaitingOut = await self._transport.call(
            "GET",
            "/api/app/security/waiting",
            models.SecurityWaitingOut,
        )
        return answer


class AppSettings:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def get_dialer_settings(
        self,
    ) -> models.DialerSettingsOut:
        """How the queue dials (administrators)."""
        answer: models.DialerSettingsOut = await self._transport.call(
            "GET",
            "/api/app/settings/dialer",
            models.DialerSettingsOut,
        )
        return answer

    async def set_dialer_settings(
        self,
        body: models.SetDialer,
    ) -> models.DialerSettingsOut:
        """Change the fields given (administrators)."""
        answer: models.DialerSettingsOut = await self._transport.call(
            "PUT",
            "/api/app/settings/dialer",
            models.DialerSettingsOut,
            body=body,
        )
        return answer

    async def get_routing(
        self,
    ) -> models.ApiAppRoutingRoutingOut:
        """How sessions are handed out (staff)."""
        answer: models.ApiAppRoutingRoutingOut = await self._transport.call(
            "GET",
            "/api/app/settings/routing",
            models.ApiAppRoutingRoutingOut,
        )
        return answer

    async def set_routing(
        self,
        body: models.SetRouting,
    ) -> models.ApiAppRoutingRoutingOut:
        """Change the fields given (administrators)."""
        answer: models.ApiAppRoutingRoutingOut = await self._transport.call(
            "PUT",
            "/api/app/settings/routing",
            models.ApiAppRoutingRoutingOut,
            body=body,
        )
        return answer

    async def get_scoring(
        self,
    ) -> models.ScoringOut:
        """Points of sources and stages, and whether new leads are routed at once."""
        answer: models.ScoringOut = await self._transport.call(
            "GET",
            "/api/app/settings/scoring",
            models.ScoringOut,
        )
        return answer

    async def change_scoring(
        self,
        body: models.ChangeScoring,
    ) -> models.ScoringOut:
        """Change the fields given; every score is counted anew (administrators)."""
        answer: models.ScoringOut = await self._transport.call(
            "PUT",
            "/api/app/settings/scoring",
            models.ScoringOut,
            body=body,
        )
        return answer

    async def show(
        self,
    ) -> models.WidgetSettingsOut:
        """The widget's settings; the defaults while nothing was saved."""
        answer: models.WidgetSettingsOut = await self._transport.call(
            "GET",
            "/api/app/settings/widget",
            models.WidgetSettingsOut,
        )
        return answer

    async def change(
        self,
        body: models.ChangeWidget,
    ) -> models.WidgetSettingsOut:
        """Change what is given. Without allowed origins no page may embed the widget."""
        answer: models.WidgetSettingsOut = await self._transport.call(
            "PUT",
            "/api/app/settings/widget",
            models.WidgetSettingsOut,
            body=body,
        )
        return answer

    async def make_secret(
        self,
    ) -> models.SecretOut:
        """A new secret to sign identities with, shown this once; the old one is void at once."""
        answer: models.SecretOut = await self._transport.call(
            "POST",
            "/api/app/settings/widget/secret",
            models.SecretOut,
        )
        return answer


class AppStaff:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def staff(
        self,
        *,
        q: str | None = None,
    ) -> list[models.WirePeoplePersonOut]:
        """Active colleagues, to whom a ticket can be given."""
        answer: list[models.WirePeoplePersonOut] = await self._transport.call(
            "GET",
            "/api/app/staff",
            list[models.WirePeoplePersonOut],
            query={
                "q": q,
            },
        )
        return answer


class AppSuggestions:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def use_suggestion(
        self,
        body: models.UseSuggestion,
    ) -> models.Said:
        """Count that a suggestion was inserted, edited or sent (staff)."""
        answer: models.Said = await self._transport.call(
            "POST",
            "/api/app/suggestions/used",
            models.Said,
            body=body,
        )
        return answer

    async def suggestion_uses(
        self,
        *,
        days: int | None = None,
        by_source: bool | None = None,
    ) -> list[models.KnowledgeUseOut]:
        """How often suggestions were used in the last days, by kind or by source (staff)."""
        answer: list[models.KnowledgeUseOut] = await self._transport.call(
            "GET",
            "/api/app/suggestions/uses",
            list[models.KnowledgeUseOut],
            query={
                "days": days,
                "by_source": by_source,
            },
        )
        return answer


class AppSuppressions:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_suppressions(
        self,
        *,
        channel: Literal["email", "sms", "whatsapp", "slack", "push"] | None = None,
        reason: Literal["hard_bounce", "complaint", "opted_out", "by_hand"] | None = None,
        q: str | None = None,
        limit: int | None = None,
        after: int | None = None,
    ) -> list[models.SuppressionOut]:
        """Addresses that are not written to, the latest first. `Link` leads to the next page."""
        answer: list[models.SuppressionOut] = await self._transport.call(
            "GET",
            "/api/app/suppressions",
            list[models.SuppressionOut],
            query={
                "channel": channel,
                "reason": reason,
                "q": q,
                "limit": limit,
                "after": after,
            },
        )
        return answer

    async def add_suppression(
        self,
        body: models.SuppressIn,
    ) -> models.SuppressionOut:
        """Write there no more (administrators). One that is there stays as it is."""
        answer: models.SuppressionOut = await self._transport.call(
            "POST",
            "/api/app/suppressions",
            models.SuppressionOut,
            body=body,
        )
        return answer

    async def lift_suppression(
        self,
        suppression_id: int,
    ) -> models.Said:
        """They may be written to again (administrators). A consent that was taken back stays
        so."""
        answer: models.Said = await self._transport.call(
            "DELETE",
            f"/api/app/suppressions/{_in_path(suppression_id)}",
            models.Said,
        )
        return answer

    async def get_suppression(
        self,
        suppression_id: int,
    ) -> models.SuppressionOut:
        """One of them."""
        answer: models.SuppressionOut = await self._transport.call(
            "GET",
            f"/api/app/suppressions/{_in_path(suppression_id)}",
            models.SuppressionOut,
        )
        return answer


class AppTeam:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def team_availability(
        self,
    ) -> list[models.ColleagueOut]:
        """All colleagues, by name (staff)."""
        answer: list[models.ColleagueOut] = await self._transport.call(
            "GET",
            "/api/app/team/availability",
            list[models.ColleagueOut],
        )
        return answer


class AppTemplates:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_templates(
        self,
        *,
        channel: Literal["email", "sms", "whatsapp", "slack", "push"] | None = None,
        q: str | None = None,
        limit: int | None = None,
        skip: int | None = None,
    ) -> list[models.TemplateOut]:
        """By name."""
        answer: list[models.TemplateOut] = await self._transport.call(
            "GET",
            "/api/app/templates",
            list[models.TemplateOut],
            query={
                "channel": channel,
                "q": q,
                "limit": limit,
                "skip": skip,
            },
        )
        return answer

    async def add_template(
        self,
        body: models.TemplateIn,
    ) -> models.TemplateOut:
        """Add a template with its words in one language or more (administrators)."""
        answer: models.TemplateOut = await self._transport.call(
            "POST",
            "/api/app/templates",
            models.TemplateOut,
            body=body,
        )
        return answer

    async def preview_template(
        self,
        body: models.PreviewIn,
    ) -> models.RenderedOut:
        """How words would read. Nothing is stored, nothing sent."""
        answer: models.RenderedOut = await self._transport.call(
            "POST",
            "/api/app/templates/preview",
            models.RenderedOut,
            body=body,
        )
        return answer

    async def remove_template(
        self,
        template_id: str,
    ) -> models.Said:
        """Remove it (administrators). What was written from it keeps its words."""
        answer: models.Said = await self._transport.call(
            "DELETE",
            f"/api/app/templates/{_in_path(template_id)}",
            models.Said,
        )
        return answer

    async def get_template(
        self,
        template_id: str,
    ) -> models.TemplateOut:
        """One template in all its languages."""
        answer: models.TemplateOut = await self._transport.call(
            "GET",
            f"/api/app/templates/{_in_path(template_id)}",
            models.TemplateOut,
        )
        return answer

    async def change_template(
        self,
        template_id: str,
        body: models.ChangeTemplate,
    ) -> models.TemplateOut:
        """Change the fields given (administrators). What was written from it keeps its words."""
        answer: models.TemplateOut = await self._transport.call(
            "PUT",
            f"/api/app/templates/{_in_path(template_id)}",
            models.TemplateOut,
            body=body,
        )
        return answer


class AppTenants:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def own_tenants(
        self,
    ) -> list[models.OwnTenantOut]:
        """The workspaces that one belongs to, oldest first."""
        answer: list[models.OwnTenantOut] = await self._transport.call(
            "GET",
            "/api/app/tenants",
            list[models.OwnTenantOut],
        )
        return answer


class AppTickets:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def counts(
        self,
    ) -> models.CountsOut:
        """What waits, for the numbers beside the views."""
        answer: models.CountsOut = await self._transport.call(
            "GET",
            "/api/app/tickets/counts",
            models.CountsOut,
        )
        return answer

    async def chat_about_ticket(
        self,
        ticket_id: int,
    ) -> models.ConversationOut:
        """Talk with a ticket's requester, live, in the ticket's own thread (staff)."""
        answer: models.ConversationOut = await self._transport.call(
            "POST",
            f"/api/app/tickets/{_in_path(ticket_id)}/chat",
            models.ConversationOut,
        )
        return answer

    async def suggestions(
        self,
        ticket_id: int,
    ) -> list[models.SuggestionOut]:
        """Replies to what the requester said last, best first (staff)."""
        answer: list[models.SuggestionOut] = await self._transport.call(
            "GET",
            f"/api/app/tickets/{_in_path(ticket_id)}/suggestions",
            list[models.SuggestionOut],
        )
        return answer

    async def urgency(
        self,
        ticket_id: int,
    ) -> models.UrgencyOut:
        """Which priority the ticket's words ask for, and why (staff)."""
        answer: models.UrgencyOut = await self._transport.call(
            "GET",
            f"/api/app/tickets/{_in_path(ticket_id)}/urgency",
            models.UrgencyOut,
        )
        return answer


class AppTokens:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_tokens(
        self,
    ) -> list[models.TokenOut]:
        """One's own, the latest first."""
        answer: list[models.TokenOut] = await self._transport.call(
            "GET",
            "/api/app/tokens",
            list[models.TokenOut],
        )
        return answer

    async def make_token(
        self,
        body: models.MakeToken,
    ) -> models.NewTokenOut:
        """A token for a program: it may what both it and its owner may. `Authorization: Bearer
        rd_…`, at REST and at sockets; not for passwords, tokens and changing workspaces."""
        answer: models.NewTokenOut = await self._transport.call(
            "POST",
            "/api/app/tokens",
            models.NewTokenOut,
            body=body,
        )
        return answer

    async def end_token(
        self,
        token_id: int,
    ) -> models.Said:
        """It is good for nothing from now on."""
        answer: models.Said = await self._transport.call(
            "DELETE",
            f"/api/app/tokens/{_in_path(token_id)}",
            models.Said,
        )
        return answer

    async def get_token(
        self,
        token_id: int,
    ) -> models.TokenOut:
        """One of one's own, without the token itself."""
        answer: models.TokenOut = await self._transport.call(
            "GET",
            f"/api/app/tokens/{_in_path(token_id)}",
            models.TokenOut,
        )
        return answer


class AppViews:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_views(
        self,
    ) -> list[models.ViewOut]:
        """One's own saved views, and what colleagues share."""
        answer: list[models.ViewOut] = await self._transport.call(
            "GET",
            "/api/app/views",
            list[models.ViewOut],
        )
        return answer

    async def save_view(
        self,
        body: models.SaveView,
    ) -> models.ViewOut:
        """Keep a filter under a name."""
        answer: models.ViewOut = await self._transport.call(
            "POST",
            "/api/app/views",
            models.ViewOut,
            body=body,
        )
        return answer

    async def delete_view(
        self,
        view_id: int,
    ) -> models.Said:
        """Drop a saved view."""
        answer: models.Said = await self._transport.call(
            "DELETE",
            f"/api/app/views/{_in_path(view_id)}",
            models.Said,
        )
        return answer


class AppWallboard:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def get_wallboard(
        self,
    ) -> models.WallboardOut:
        """The board as it is now; letters tell what changes."""
        answer: models.WallboardOut = await self._transport.call(
            "GET",
            "/api/app/wallboard",
            models.WallboardOut,
        )
        return answer


class AppWebhooks:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_webhooks(
        self,
    ) -> list[models.WebhookOut]:
        """Oldest first, with their health."""
        answer: list[models.WebhookOut] = await self._transport.call(
            "GET",
            "/api/app/webhooks",
            list[models.WebhookOut],
        )
        return answer

    async def add_webhook(
        self,
        body: models.AddWebhook,
    ) -> models.WebhookWithSecretOut:
        """Add a webhook. The answer alone has its secret: keep it."""
        answer: models.WebhookWithSecretOut = await self._transport.call(
            "POST",
            "/api/app/webhooks",
            models.WebhookWithSecretOut,
            body=body,
        )
        return answer

    async def catalogue(
        self,
    ) -> list[models.TopicOut]:
        """Every type of event, with an example of what is sent."""
        answer: list[models.TopicOut] = await self._transport.call(
            "GET",
            "/api/app/webhooks/catalogue",
            list[models.TopicOut],
        )
        return answer

    async def remove_webhook(
        self,
        webhook_id: int,
    ) -> models.Said:
        """Remove it, with the log of its deliveries."""
        answer: models.Said = await self._transport.call(
            "DELETE",
            f"/api/app/webhooks/{_in_path(webhook_id)}",
            models.Said,
        )
        return answer

    async def get_webhook(
        self,
        webhook_id: int,
    ) -> models.WebhookOut:
        """One of them."""
        answer: models.WebhookOut = await self._transport.call(
            "GET",
            f"/api/app/webhooks/{_in_path(webhook_id)}",
            models.WebhookOut,
        )
        return answer

    async def change_webhook(
        self,
        webhook_id: int,
        body: models.ChangeWebhook,
    ) -> models.WebhookOut:
        """Change the fields given. Switched on again it goes on with what happens from then on."""
        answer: models.WebhookOut = await self._transport.call(
            "PUT",
            f"/api/app/webhooks/{_in_path(webhook_id)}",
            models.WebhookOut,
            body=body,
        )
        return answer

    async def list_deliveries(
        self,
        webhook_id: int,
        *,
        state: Literal["waiting", "delivered", "failed", "skipped"] | None = None,
        before: int | None = None,
        limit: int | None = None,
    ) -> list[models.DeliveryOut]:
        """Of the last 30 days, newest first."""
        answer: list[models.DeliveryOut] = await self._transport.call(
            "GET",
            f"/api/app/webhooks/{_in_path(webhook_id)}/deliveries",
            list[models.DeliveryOut],
            query={
                "state": state,
                "before": before,
                "limit": limit,
            },
        )
        return answer

    async def get_delivery(
        self,
        webhook_id: int,
        delivery_id: int,
    ) -> models.DetailedDeliveryOut:
        """One of them, with its attempts."""
        answer: models.DetailedDeliveryOut = await self._transport.call(
            "GET",
            f"/api/app/webhooks/{_in_path(webhook_id)}/deliveries/{_in_path(delivery_id)}",
            models.DetailedDeliveryOut,
        )
        return answer

    async def replay_delivery(
        self,
        webhook_id: int,
        delivery_id: int,
    ) -> models.DeliveryOut:
        """Send it again, with the id it had."""
        answer: models.DeliveryOut = await self._transport.call(
            "POST",
            f"/api/app/webhooks/{_in_path(webhook_id)}/deliveries/{_in_path(delivery_id)}/replay",
            models.DeliveryOut,
        )
        return answer

    async def replay_since(
        self,
        webhook_id: int,
        body: models.ReplaySince,
    ) -> models.ReplayedOut:
        """Send again what happened since then: at most 10,000 at a time, oldest first."""
        answer: models.ReplayedOut = await self._transport.call(
            "POST",
            f"/api/app/webhooks/{_in_path(webhook_id)}/replay",
            models.ReplayedOut,
            body=body,
        )
        return answer

    async def rotate_secret(
        self,
        webhook_id: int,
        body: models.RotateSecret,
    ) -> models.WebhookWithSecretOut:
        """A new secret. For the hours given both sign, so that the receiver can change over."""
        answer: models.WebhookWithSecretOut = await self._transport.call(
            "POST",
            f"/api/app/webhooks/{_in_path(webhook_id)}/rotate",
            models.WebhookWithSecretOut,
            body=body,
        )
        return answer

    async def test_webhook(
        self,
        webhook_id: int,
        body: models.TestWebhook,
    ) -> models.DeliveryOut:
        """Send the catalogue's example, once. Look at the delivery for what became of it."""
        answer: models.DeliveryOut = await self._transport.call(
            "POST",
            f"/api/app/webhooks/{_in_path(webhook_id)}/test",
            models.DeliveryOut,
            body=body,
        )
        return answer


class AppWorkspace:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def show(
        self,
    ) -> models.WorkspaceOut:
        """Needs `settings:read`."""
        answer: models.WorkspaceOut = await self._transport.call(
            "GET",
            "/api/app/workspace",
            models.WorkspaceOut,
        )
        return answer

    async def change(
        self,
        body: models.ChangeWorkspace,
    ) -> models.WorkspaceOut:
        """Change what is given. Needs `settings:write`. The accent is dark enough for white
        words."""
        answer: models.WorkspaceOut = await self._transport.call(
            "PUT",
            "/api/app/workspace",
            models.WorkspaceOut,
            body=body,
        )
        return answer

    async def remove_logo(
        self,
    ) -> models.WorkspaceOut:
        """Without a logo its name stands there."""
        answer: models.WorkspaceOut = await self._transport.call(
            "DELETE",
            "/api/app/workspace/logo",
            models.WorkspaceOut,
        )
        return answer

    async def change_logo(
        self,
        files: Files,
    ) -> models.WorkspaceOut:
        """A form with the field `file`: PNG, JPEG or WebP, 512 KB at most."""
        answer: models.WorkspaceOut = await self._transport.call(
            "PUT",
            "/api/app/workspace/logo",
            models.WorkspaceOut,
            files=files,
        )
        return answer


class Auth:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def login(
        self,
        body: models.Login,
    ) -> models.LoginOut:
        """Sign in by username or e-mail address."""
        answer: models.LoginOut = await self._transport.call(
            "POST",
            "/api/auth/login",
            models.LoginOut,
            body=body,
        )
        return answer

    async def logout(
        self,
    ) -> models.Said:
        """End the session of this token."""
        answer: models.Said = await self._transport.call(
            "POST",
            "/api/auth/logout",
            models.Said,
        )
        return answer

    async def me(
        self,
    ) -> models.WirePeoplePersonOut:
        """Who am I."""
        answer: models.WirePeoplePersonOut = await self._transport.call(
            "GET",
            "/api/auth/me",
            models.WirePeoplePersonOut,
        )
        return answer

    async def refresh(
        self,
        body: models.Refresh,
    ) -> models.LoginOut:
        """A new pair of tokens for a refresh token, which is then used up."""
        answer: models.LoginOut = await self._transport.call(
            "POST",
            "/api/auth/refresh",
            models.LoginOut,
            body=body,
        )
        return answer

    async def register(
        self,
        body: models.Register,
    ) -> models.RegisteredOut:
        """Register. With an administrator's token the new account is of any role, and its token
        is not given."""
        answer: models.RegisteredOut = await self._transport.call(
            "POST",
            "/api/auth/register",
            models.RegisteredOut,
            body=body,
        )
        return answer

    async def change_password(
        self,
        body: models.ChangePassword,
    ) -> models.Said:
        """Change one's password; every other session of the person ends."""
        answer: models.Said = await self._transport.call(
            "POST",
            "/api/v1/auth/change-password",
            models.Said,
            body=body,
        )
        return answer

    async def v1_login(
        self,
        body: models.Login,
    ) -> models.LoginOut:
        """Sign in."""
        answer: models.LoginOut = await self._transport.call(
            "POST",
            "/api/v1/auth/login",
            models.LoginOut,
            body=body,
        )
        return answer

    async def v1_register(
        self,
        body: models.RegisterTenant,
    ) -> models.TenantRegisteredOut:
        """Open a workspace, with oneself as its administrator."""
        answer: models.TenantRegisteredOut = await self._transport.call(
            "POST",
            "/api/v1/auth/register",
            models.TenantRegisteredOut,
            body=body,
        )
        return answer

    async def validate(
        self,
        body: models.Validate,
    ) -> models.ValidOut:
        """Whether a token still holds, and whose it is."""
        answer: models.ValidOut = await self._transport.call(
            "POST",
            "/api/v1/auth/validate",
            models.ValidOut,
            body=body,
        )
        return answer

    async def request_reset(
        self,
        body: models.RequestReset,
    ) -> models.Said:
        """Mail a link for a new password. The answer is the same for an unknown address."""
        answer: models.Said = await self._transport.call(
            "POST",
            "/api/v1/password-reset/request",
            models.Said,
            body=body,
        )
        return answer

    async def reset_password(
        self,
        body: models.ResetPassword,
    ) -> models.Said:
        """Set a new password with the token of the link: 30 minutes, one use."""
        answer: models.Said = await self._transport.call(
            "POST",
            "/api/v1/password-reset/reset",
            models.Said,
            body=body,
        )
        return answer


class Automation:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def ranked_leads(
        self,
        *,
        limit: int | None = None,
        offset: int | None = None,
    ) -> list[models.ScoreOut]:
        """Leads by score, the best first."""
        answer: list[models.ScoreOut] = await self._transport.call(
            "GET",
            "/api/v1/automation/leads/ranked",
            list[models.ScoreOut],
            query={
                "limit": limit,
                "offset": offset,
            },
        )
        return answer

    async def route_lead(
        self,
        body: models.OfLead,
    ) -> models.RoutedOut:
        """Give a lead its owner: the first rule that fits, else everybody in turn
        (administrators)."""
        answer: models.RoutedOut = await self._transport.call(
            "POST",
            "/api/v1/automation/leads/route",
            models.RoutedOut,
            body=body,
        )
        return answer

    async def score_lead(
        self,
        body: models.OfLead,
    ) -> models.ScoreOut:
        """Count a lead's score anew: four factors that sum to it."""
        answer: models.ScoreOut = await self._transport.call(
            "POST",
            "/api/v1/automation/leads/score",
            models.ScoreOut,
            body=body,
        )
        return answer

    async def scoring_metrics(
        self,
    ) -> models.ApiV1AutomationMetricsOut:
        """The mean score, how many leads were routed today, how many rules are on."""
        answer: models.ApiV1AutomationMetricsOut = await self._transport.call(
            "GET",
            "/api/v1/automation/metrics",
            models.ApiV1AutomationMetricsOut,
        )
        return answer

    async def list_rules(
        self,
    ) -> list[models.AutomationRuleOut]:
        """The rules in the order in which they are looked at."""
        answer: list[models.AutomationRuleOut] = await self._transport.call(
            "GET",
            "/api/v1/automation/routing-rules",
            list[models.AutomationRuleOut],
        )
        return answer

    async def create_rule(
        self,
        body: models.CreateRule,
    ) -> models.AutomationRuleOut:
        """Make a rule (administrators). Conditions: `field: value`, or `field: {op: value}`."""
        answer: models.AutomationRuleOut = await self._transport.call(
            "POST",
            "/api/v1/automation/routing-rules",
            models.AutomationRuleOut,
            body=body,
        )
        return answer

    async def schedule_campaign(
        self,
        body: models.V1AutomationScheduleCampaign,
    ) -> models.ScheduledOut:
        """Start a campaign by itself, then (administrators). A time in the past is 400."""
        answer: models.ScheduledOut = await self._transport.call(
            "POST",
            "/api/v1/automation/schedule-campaign",
            models.ScheduledOut,
            body=body,
        )
        return answer


class Calling:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def dashboard(
        self,
    ) -> models.DashboardOut:
        """One's own numbers, leads and latest calls; what can be claimed; the ranking of the
        last thirty days."""
        answer: models.DashboardOut = await self._transport.call(
            "GET",
            "/api/operator/dashboard",
            models.DashboardOut,
        )
        return answer

    async def performance(
        self,
        *,
        start_date: date | None = None,
        end_date: date | None = None,
    ) -> models.PerformanceOut:
        """One's own calls of whole days, both ends included; the last thirty by default."""
        answer: models.PerformanceOut = await self._transport.call(
            "GET",
            "/api/operator/profile/performance",
            models.PerformanceOut,
            query={
                "startDate": start_date,
                "endDate": end_date,
            },
        )
        return answer


class Calls:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def history(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        status: Literal[
            "initiated", "ringing", "answered", "completed", "busy", "no-answer", "failed"
        ]
        | None = None,
    ) -> models.HistoryOut:
        """One's own calls, newest first."""
        answer: models.HistoryOut = await self._transport.call(
            "GET",
            "/api/operator/calls/history",
            models.HistoryOut,
            query={
                "page": page,
                "limit": limit,
                "status": status,
            },
        )
        return answer

    async def start_call(
        self,
        body: models.OperatorCallsStartCall,
    ) -> models.CallSaid:
        """Call a lead that one has claimed, or claim a free one in the same act."""
        answer: models.CallSaid = await self._transport.call(
            "POST",
            "/api/operator/calls/start",
            models.CallSaid,
            body=body,
        )
        return answer

    async def update_call(
        self,
        call_id: int,
        body: models.UpdateCall,
    ) -> models.CallSaid:
        """Say where the call stands. The same status, or none, changes only notes and duration."""
        answer: models.CallSaid = await self._transport.call(
            "PUT",
            f"/api/operator/calls/{_in_path(call_id)}/update",
            models.CallSaid,
            body=body,
        )
        return answer

    async def list_calls(
        self,
        *,
        id: int | None = None,
        limit: int | None = None,
        offset: int | None = None,
        status: Literal[
            "initiated", "ringing", "answered", "completed", "busy", "no-answer", "failed"
        ]
        | None = None,
        lead_id: int | None = None,
        agent_id: int | None = None,
        campaign_id: int | None = None,
        after: int | None = None,
        count: Literal["exact"] | None = None,
    ) -> list[models.CallsCallOut] | models.CallsCallOut:
        """Calls, newest first; with `id` that one call. Operators: their own."""
        answer: list[models.CallsCallOut] | models.CallsCallOut = await self._transport.call(
            "GET",
            "/api/v1/calls",
            list[models.CallsCallOut] | models.CallsCallOut,
            query={
                "id": id,
                "limit": limit,
                "offset": offset,
                "status": status,
                "lead_id": lead_id,
                "agent_id": agent_id,
                "campaign_id": campaign_id,
                "after": after,
                "count": count,
            },
        )
        return answer

    async def create_call(
        self,
        body: models.CreateCall | None,
        *,
        id: str | None = None,
    ) -> models.CallsCallOut:
        """Call a lead. Or, as document 001 prints it, `?id=123/end`: end that call."""
        answer: models.CallsCallOut = await self._transport.call(
            "POST",
            "/api/v1/calls",
            models.CallsCallOut,
            query={
                "id": id,
            },
            body=body,
        )
        return answer

    async def call_stats(
        self,
    ) -> models.CallStatsOut:
        """How many calls, and what became of them. Operators: of their own."""
        answer: models.CallStatsOut = await self._transport.call(
            "GET",
            "/api/v1/calls/stats",
            models.CallStatsOut,
        )
        return answer

    async def get_call(
        self,
        call_id: int,
    ) -> models.CallsCallOut:
        """One call."""
        answer: models.CallsCallOut = await self._transport.call(
            "GET",
            f"/api/v1/calls/{_in_path(call_id)}",
            models.CallsCallOut,
        )
        return answer

    async def end_call(
        self,
        call_id: int,
    ) -> models.CallsCallOut:
        """End a call. One that is over stays as it is."""
        answer: models.CallsCallOut = await self._transport.call(
            "POST",
            f"/api/v1/calls/{_in_path(call_id)}/end",
            models.CallsCallOut,
        )
        return answer


class Campaigns:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def delete_campaign(
        self,
        *,
        id: int,
    ) -> models.Said:
        """Delete a campaign; its leads go free."""
        answer: models.Said = await self._transport.call(
            "DELETE",
            "/api/v1/campaigns",
            models.Said,
            query={
                "id": id,
            },
        )
        return answer

    async def list_campaigns(
        self,
        *,
        id: int | None = None,
        limit: int | None = None,
        offset: int | None = None,
        status: Literal["draft", "scheduled", "running", "paused", "completed"] | None = None,
        count: Literal["exact"] | None = None,
    ) -> list[models.WireCampaignsCampaignOut] | models.WireCampaignsCampaignOut:
        """Campaigns, newest first; with `id` that one campaign."""
        answer: (
            list[models.WireCampaignsCampaignOut] | models.WireCampaignsCampaignOut
        ) = await self._transport.call(
            "GET",
            "/api/v1/campaigns",
            list[models.WireCampaignsCampaignOut] | models.WireCampaignsCampaignOut,
            query={
                "id": id,
                "limit": limit,
                "offset": offset,
                "status": status,
                "count": count,
            },
        )
        return answer

    async def create_campaign(
        self,
        body: models.CreateCampaign,
    ) -> models.WireCampaignsCampaignOut:
        """A new campaign (administrators); a draft if nothing else is said."""
        answer: models.WireCampaignsCampaignOut = await self._transport.call(
            "POST",
            "/api/v1/campaigns",
            models.WireCampaignsCampaignOut,
            body=body,
        )
        return answer

    async def change_campaign(
        self,
        body: models.ChangeCampaign,
        *,
        id: int,
    ) -> models.WireCampaignsCampaignOut:
        """Change the fields given. `If-Match` refuses to overwrite what changed meanwhile
        (412)."""
        answer: models.WireCampaignsCampaignOut = await self._transport.call(
            "PUT",
            "/api/v1/campaigns",
            models.WireCampaignsCampaignOut,
            query={
                "id": id,
            },
            body=body,
        )
        return answer

    async def campaign_stats(
        self,
    ) -> models.CampaignStatsOut:
        """How many campaigns there are, and how far their leads are."""
        answer: models.CampaignStatsOut = await self._transport.call(
            "GET",
            "/api/v1/campaigns/stats",
            models.CampaignStatsOut,
        )
        return answer


class Chatbot:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def analytics(
        self,
    ) -> models.ChatbotNumbersOut:
        """What was asked, how often it was answered, and what could not be (staff)."""
        answer: models.ChatbotNumbersOut = await self._transport.call(
            "GET",
            "/api/chatbot/analytics",
            models.ChatbotNumbersOut,
        )
        return answer

    async def chat(
        self,
        body: models.ChatbotChatAsk,
    ) -> models.ChatOut:
        """Ask the chatbot. It answers from published FAQ entries and articles, with its
        sources; if it is not sure enough it says so and opens a ticket. Who asks for a person
        gets one."""
        answer: models.ChatOut = await self._transport.call(
            "POST",
            "/api/chatbot/chat",
            models.ChatOut,
            body=body,
        )
        return answer

    async def logs(
        self,
        *,
        session_id: str | None = None,
        escalated_only: bool | None = None,
        unanswered_only: bool | None = None,
        before: int | None = None,
        skip: int | None = None,
        limit: int | None = None,
    ) -> list[models.TurnOut]:
        """Questions and answers, newest first (staff). `unanswered_only`: what the chatbot did
        not know."""
        answer: list[models.TurnOut] = await self._transport.call(
            "GET",
            "/api/chatbot/logs",
            list[models.TurnOut],
            query={
                "session_id": session_id,
                "escalated_only": escalated_only,
                "unanswered_only": unanswered_only,
                "before": before,
                "skip": skip,
                "limit": limit,
            },
        )
        return answer


class Communication:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def send_message(
        self,
        body: models.SendIn,
    ) -> models.SentOut:
        """Write a message; it is sent a moment later. Operators and agents send from a
        template, to a person of the workspace. Who must not be written to is not: the status is
        `failed` then."""
        answer: models.SentOut = await self._transport.call(
            "POST",
            "/api/v1/communication/messages",
            models.SentOut,
            body=body,
        )
        return answer

    async def message_status(
        self,
        *,
        id: str,
    ) -> models.V1CommunicationStatusOut:
        """What became of a message."""
        answer: models.V1CommunicationStatusOut = await self._transport.call(
            "GET",
            "/api/v1/communication/messages/status",
            models.V1CommunicationStatusOut,
            query={
                "id": id,
            },
        )
        return answer

    async def register_provider(
        self,
        body: models.RegisterProvider,
    ) -> models.MessagesProviderOut:
        """Add a provider for a channel (administrators)."""
        answer: models.MessagesProviderOut = await self._transport.call(
            "POST",
            "/api/v1/communication/providers",
            models.MessagesProviderOut,
            body=body,
        )
        return answer

    async def message_stats(
        self,
        *,
        days: int | None = None,
    ) -> models.StatisticsOut:
        """Of all time, or of the last days."""
        answer: models.StatisticsOut = await self._transport.call(
            "GET",
            "/api/v1/communication/stats",
            models.StatisticsOut,
            query={
                "days": days,
            },
        )
        return answer

    async def list_templates(
        self,
        *,
        type: Literal["email", "sms", "whatsapp", "slack", "push"] | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> list[models.TemplateOut]:
        """By name."""
        answer: list[models.TemplateOut] = await self._transport.call(
            "GET",
            "/api/v1/communication/templates",
            list[models.TemplateOut],
            query={
                "type": type,
                "limit": limit,
                "offset": offset,
            },
        )
        return answer

    async def create_template(
        self,
        body: models.CreateTemplate,
    ) -> models.TemplateOut:
        """Add a template (administrators)."""
        answer: models.TemplateOut = await self._transport.call(
            "POST",
            "/api/v1/communication/templates",
            models.TemplateOut,
            body=body,
        )
        return answer


class Compliance:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def audit_logs(
        self,
        *,
        user_id: int | None = None,
        action: str | None = None,
        resource: str | None = None,
        status: Literal["success", "failure"] | None = None,
        start_date: str | None = None,
        end_date: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> models.LogsOut:
        """Who did what, the latest first, and exactly how many there are."""
        answer: models.LogsOut = await self._transport.call(
            "GET",
            "/api/v1/compliance/audit-logs",
            models.LogsOut,
            query={
                "user_id": user_id,
                "action": action,
                "resource": resource,
                "status": status,
                "start_date": start_date,
                "end_date": end_date,
                "limit": limit,
                "offset": offset,
            },
        )
        return answer

    async def audit_summary(
        self,
        *,
        user_id: int | None = None,
        start_date: str | None = None,
        end_date: str | None = None,
    ) -> models.GovernanceSummaryOut:
        """How much of what, and how it went; days are the workspace's, both ends included."""
        answer: models.GovernanceSummaryOut = await self._transport.call(
            "GET",
            "/api/v1/compliance/audit-summary",
            models.GovernanceSummaryOut,
            query={
                "user_id": user_id,
                "start_date": start_date,
                "end_date": end_date,
            },
        )
        return answer

    async def compliance_report(
        self,
        *,
        start_date: date | None = None,
        end_date: date | None = None,
    ) -> models.Report:
        """How things stand, from live data; counts are of whole days of the workspace's
        calendar, the last thirty by default."""
        answer: models.Report = await self._transport.call(
            "GET",
            "/api/v1/compliance/report",
            models.Report,
            query={
                "start_date": start_date,
                "end_date": end_date,
            },
        )
        return answer

    async def list_roles(
        self,
    ) -> list[models.RoleOut]:
        """Built-in roles, then the workspace's own by name."""
        answer: list[models.RoleOut] = await self._transport.call(
            "GET",
            "/api/v1/compliance/roles",
            list[models.RoleOut],
        )
        return answer

    async def make_role(
        self,
        body: models.MakeRole,
    ) -> models.RoleOut:
        """A role of the workspace's own. Nobody makes one that holds more than they do."""
        answer: models.RoleOut = await self._transport.call(
            "POST",
            "/api/v1/compliance/roles",
            models.RoleOut,
            body=body,
        )
        return answer

    async def security_events(
        self,
        *,
        status: Literal["unresolved", "acknowledged", "resolved"] | None = None,
        severity: Literal["low", "medium", "high", "critical"] | None = None,
        event_type: Literal[
            "failed_login_attempt",
            "failed_logins_from_address",
            "refused_acts",
            "cross_site_request",
            "cross_tenant_attempt",
            "forged_webhook",
            "privilege_change",
            "token_reuse",
            "audit_broken",
            "suspended_tenant_used",
        ]
        | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> models.SecurityEventsOut:
        """What an administrator should look at, the latest first."""
        answer: models.SecurityEventsOut = await self._transport.call(
            "GET",
            "/api/v1/compliance/security-events",
            models.SecurityEventsOut,
            query={
                "status": status,
                "severity": severity,
                "event_type": event_type,
                "limit": limit,
                "offset": offset,
            },
        )
        return answer


class Dashboard:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_alerts(
        self,
        *,
        active: bool | None = None,
        limit: int | None = None,
    ) -> list[models.AlertOut]:
        """Alerts, newest first."""
        answer: list[models.AlertOut] = await self._transport.call(
            "GET",
            "/api/dashboard/alerts",
            list[models.AlertOut],
            query={
                "active": active,
                "limit": limit,
            },
        )
        return answer

    async def get_health(
        self,
    ) -> models.OperationsHealthOut:
        """The system now."""
        answer: models.OperationsHealthOut = await self._transport.call(
            "GET",
            "/api/dashboard/health",
            models.OperationsHealthOut,
        )
        return answer

    async def list_logs(
        self,
        *,
        level: str | None = None,
        source: str | None = None,
        limit: int | None = None,
    ) -> list[models.LogOut]:
        """What the program said, newest first: the tenant's own."""
        answer: list[models.LogOut] = await self._transport.call(
            "GET",
            "/api/dashboard/logs",
            list[models.LogOut],
            query={
                "level": level,
                "source": source,
                "limit": limit,
            },
        )
        return answer

    async def get_metrics(
        self,
        *,
        hours: int | None = None,
    ) -> models.ApiDashboardMetricsOut:
        """The system now and how it was, the latest alerts and tickets."""
        answer: models.ApiDashboardMetricsOut = await self._transport.call(
            "GET",
            "/api/dashboard/metrics",
            models.ApiDashboardMetricsOut,
            query={
                "hours": hours,
            },
        )
        return answer


class Gamification:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def create_advanced_challenge(
        self,
        body: models.CreateAdvancedChallenge,
    ) -> models.ChallengeOut:
        """A challenge for each team to reach together, or for each alone (administrators)."""
        answer: models.ChallengeOut = await self._transport.call(
            "POST",
            "/api/v1/gamification-advanced/challenges",
            models.ChallengeOut,
            body=body,
        )
        return answer

    async def create_competition(
        self,
        body: models.CreateCompetition,
    ) -> models.CompetitionOut:
        """Teams against each other, from one day to another, both inclusive (administrators)."""
        answer: models.CompetitionOut = await self._transport.call(
            "POST",
            "/api/v1/gamification-advanced/competitions",
            models.CompetitionOut,
            body=body,
        )
        return answer

    async def team_leaderboard(
        self,
        *,
        competition_id: str | None = None,
    ) -> list[models.TeamPlaceOut]:
        """The teams as they stand now, the best first."""
        answer: list[models.TeamPlaceOut] = await self._transport.call(
            "GET",
            "/api/v1/gamification-advanced/competitions/leaderboard",
            list[models.TeamPlaceOut],
            query={
                "competition_id": competition_id,
            },
        )
        return answer

    async def advanced_leaderboard(
        self,
        *,
        limit: int | None = None,
        offset: int | None = None,
        period: Literal["day", "week", "month", "all"] | None = None,
        metric: Literal[
            "points",
            "tickets_resolved",
            "chats_finished",
            "chats_rated_well",
            "calls_talked",
            "sales",
            "leads_qualified",
            "leads_converted",
            "entries_written",
        ]
        | None = None,
    ) -> list[models.PlaceOut]:
        """The board of any period and of anything that is counted."""
        answer: list[models.PlaceOut] = await self._transport.call(
            "GET",
            "/api/v1/gamification-advanced/leaderboard",
            list[models.PlaceOut],
            query={
                "limit": limit,
                "offset": offset,
                "period": period,
                "metric": metric,
            },
        )
        return answer

    async def redeem(
        self,
        body: models.Redeem,
    ) -> models.RedeemedOut:
        """Spend one's points on a reward. They come back if it is refused."""
        answer: models.RedeemedOut = await self._transport.call(
            "POST",
            "/api/v1/gamification-advanced/redeem",
            models.RedeemedOut,
            body=body,
        )
        return answer

    async def list_rewards(
        self,
    ) -> list[models.RewardOut]:
        """What can be had for points now, the cheapest first."""
        answer: list[models.RewardOut] = await self._transport.call(
            "GET",
            "/api/v1/gamification-advanced/rewards",
            list[models.RewardOut],
        )
        return answer

    async def create_reward(
        self,
        body: models.CreateReward,
    ) -> models.RewardOut:
        """Put something into the shop (administrators)."""
        answer: models.RewardOut = await self._transport.call(
            "POST",
            "/api/v1/gamification-advanced/rewards",
            models.RewardOut,
            body=body,
        )
        return answer

    async def stats(
        self,
    ) -> models.GamificationAdvancedStatsOut:
        """The games of the whole tenant in numbers."""
        answer: models.GamificationAdvancedStatsOut = await self._transport.call(
            "GET",
            "/api/v1/gamification-advanced/stats",
            models.GamificationAdvancedStatsOut,
        )
        return answer

    async def list_badges(
        self,
        *,
        user_id: int | None = None,
    ) -> list[models.EarnedBadgeOut]:
        """The badges one has earned, the latest first; administrators may ask for anybody's."""
        answer: list[models.EarnedBadgeOut] = await self._transport.call(
            "GET",
            "/api/v1/gamification/badges",
            list[models.EarnedBadgeOut],
            query={
                "user_id": user_id,
            },
        )
        return answer

    async def create_badge(
        self,
        body: models.CreateBadge,
    ) -> models.BadgeOut:
        """Make a badge (administrators)."""
        answer: models.BadgeOut = await self._transport.call(
            "POST",
            "/api/v1/gamification/badges",
            models.BadgeOut,
            body=body,
        )
        return answer

    async def award_badge(
        self,
        body: models.AwardBadge,
    ) -> models.BadgeOut:
        """Give a badge by hand (administrators); a second time changes nothing."""
        answer: models.BadgeOut = await self._transport.call(
            "POST",
            "/api/v1/gamification/badges/award",
            models.BadgeOut,
            body=body,
        )
        return answer

    async def list_challenges(
        self,
        *,
        limit: int | None = None,
        offset: int | None = None,
    ) -> list[models.ChallengeOut]:
        """All challenges, with one's own progress; the latest to end first."""
        answer: list[models.ChallengeOut] = await self._transport.call(
            "GET",
            "/api/v1/gamification/challenges",
            list[models.ChallengeOut],
            query={
                "limit": limit,
                "offset": offset,
            },
        )
        return answer

    async def create_challenge(
        self,
        body: models.CreateChallenge,
    ) -> models.ChallengeOut:
        """Make a challenge for each to reach alone (administrators)."""
        answer: models.ChallengeOut = await self._transport.call(
            "POST",
            "/api/v1/gamification/challenges",
            models.ChallengeOut,
            body=body,
        )
        return answer

    async def active_challenges(
        self,
        *,
        limit: int | None = None,
        offset: int | None = None,
    ) -> list[models.ChallengeOut]:
        """Those that can be worked at today, with one's own progress."""
        answer: list[models.ChallengeOut] = await self._transport.call(
            "GET",
            "/api/v1/gamification/challenges/active",
            list[models.ChallengeOut],
            query={
                "limit": limit,
                "offset": offset,
            },
        )
        return answer

    async def leaderboard(
        self,
        *,
        limit: int | None = None,
        offset: int | None = None,
        period: Literal["day", "week", "month", "all"] | None = None,
    ) -> list[models.PlaceOut]:
        """Who has the most points, the best first."""
        answer: list[models.PlaceOut] = await self._transport.call(
            "GET",
            "/api/v1/gamification/leaderboard",
            list[models.PlaceOut],
            query={
                "limit": limit,
                "offset": offset,
                "period": period,
            },
        )
        return answer

    async def get_points(
        self,
        *,
        user_id: int | None = None,
    ) -> models.PointsOut:
        """One's own points and level; administrators may ask for anybody's."""
        answer: models.PointsOut = await self._transport.call(
            "GET",
            "/api/v1/gamification/points",
            models.PointsOut,
            query={
                "user_id": user_id,
            },
        )
        return answer

    async def award_points(
        self,
        body: models.MovePoints,
    ) -> models.PointsOut:
        """Give points by hand (administrators)."""
        answer: models.PointsOut = await self._transport.call(
            "POST",
            "/api/v1/gamification/points/award",
            models.PointsOut,
            body=body,
        )
        return answer

    async def revoke_points(
        self,
        body: models.MovePoints,
    ) -> models.PointsOut:
        """Take points by hand (administrators), as far as they were not spent."""
        answer: models.PointsOut = await self._transport.call(
            "POST",
            "/api/v1/gamification/points/revoke",
            models.PointsOut,
            body=body,
        )
        return answer

    async def get_profile(
        self,
    ) -> models.ProfileOut:
        """One's own points, level, rank, badges and the challenges of now."""
        answer: models.ProfileOut = await self._transport.call(
            "GET",
            "/api/v1/gamification/profile",
            models.ProfileOut,
        )
        return answer


class Knowledge:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_faqs(
        self,
        *,
        category: str | None = None,
        search: str | None = None,
        tag: str | None = None,
        language: Literal["en", "de", "ru", "es"] | None = None,
        state: Literal["draft", "published"] | None = None,
        is_active: bool | None = None,
        before: int | None = None,
        skip: int | None = None,
        limit: int | None = None,
    ) -> list[models.FaqOut]:
        """FAQ entries, newest first; customers see the published, active ones. `search`: every
        word, in question or answer."""
        answer: list[models.FaqOut] = await self._transport.call(
            "GET",
            "/api/chatbot/faqs",
            list[models.FaqOut],
            query={
                "category": category,
                "search": search,
                "tag": tag,
                "language": language,
                "state": state,
                "is_active": is_active,
                "before": before,
                "skip": skip,
                "limit": limit,
            },
        )
        return answer

    async def create_faq(
        self,
        body: models.CreateFaq,
    ) -> models.FaqOut:
        """Write one (staff with `faqs:write`). It answers from now on."""
        answer: models.FaqOut = await self._transport.call(
            "POST",
            "/api/chatbot/faqs",
            models.FaqOut,
            body=body,
        )
        return answer

    async def delete_faq(
        self,
        faq_id: int,
    ) -> models.Said:
        """Delete one with its versions; it answers no longer."""
        answer: models.Said = await self._transport.call(
            "DELETE",
            f"/api/chatbot/faqs/{_in_path(faq_id)}",
            models.Said,
        )
        return answer

    async def get_faq(
        self,
        faq_id: int,
    ) -> models.FaqOut:
        """One FAQ entry."""
        answer: models.FaqOut = await self._transport.call(
            "GET",
            f"/api/chatbot/faqs/{_in_path(faq_id)}",
            models.FaqOut,
        )
        return answer

    async def update_faq(
        self,
        faq_id: int,
        body: models.UpdateFaq,
    ) -> models.FaqOut:
        """Change the fields given. `If-Match` refuses to overwrite what changed meanwhile
        (412)."""
        answer: models.FaqOut = await self._transport.call(
            "PUT",
            f"/api/chatbot/faqs/{_in_path(faq_id)}",
            models.FaqOut,
            body=body,
        )
        return answer

    async def vote_on_faq(
        self,
        faq_id: int,
        body: models.Vote,
    ) -> models.FaqOut:
        """Say whether it helped: one vote a person, the last one counts."""
        answer: models.FaqOut = await self._transport.call(
            "POST",
            f"/api/chatbot/faqs/{_in_path(faq_id)}/feedback",
            models.FaqOut,
            body=body,
        )
        return answer

    async def faq_versions(
        self,
        faq_id: int,
    ) -> list[models.EntryVersionOut]:
        """How it read, newest first (staff)."""
        answer: list[models.EntryVersionOut] = await self._transport.call(
            "GET",
            f"/api/chatbot/faqs/{_in_path(faq_id)}/versions",
            list[models.EntryVersionOut],
        )
        return answer


class Leads:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def bulk_action(
        self,
        body: models.BulkAction,
    ) -> models.BulkOut:
        """Change many leads at once (whoever manages leads). What cannot be done to a lead
        stands in `errors`."""
        answer: models.BulkOut = await self._transport.call(
            "POST",
            "/api/admin/leads/bulk-action",
            models.BulkOut,
            body=body,
        )
        return answer

    async def upload_csv(
        self,
        files: Files,
    ) -> models.UploadedOut:
        """Import a CSV file of leads (field `csvFile`, 10 MB at most): columns phone
        (required), name, email, priority, tags; others are kept as custom fields. A row that is
        wrong is told by its line, and stops nothing."""
        answer: models.UploadedOut = await self._transport.call(
            "POST",
            "/api/leads/upload-csv",
            models.UploadedOut,
            files=files,
        )
        return answer

    async def available_leads(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        priority: Literal["urgent", "high", "medium", "low"] | None = None,
    ) -> models.AvailableLeadsOut:
        """Leads that one could claim: by priority, then by how long they have been ready."""
        answer: models.AvailableLeadsOut = await self._transport.call(
            "GET",
            "/api/operator/leads/available",
            models.AvailableLeadsOut,
            query={
                "page": page,
                "limit": limit,
                "priority": priority,
            },
        )
        return answer

    async def claim_lead(
        self,
        body: models.ClaimLead,
    ) -> models.ClaimedLeadOut:
        """The lead is one's own to call. Of many who ask for it, one gets it."""
        answer: models.ClaimedLeadOut = await self._transport.call(
            "POST",
            "/api/operator/leads/claim",
            models.ClaimedLeadOut,
            body=body,
        )
        return answer

    async def delete_lead(
        self,
        *,
        id: int,
    ) -> models.Said:
        """Delete a lead."""
        answer: models.Said = await self._transport.call(
            "DELETE",
            "/api/v1/leads",
            models.Said,
            query={
                "id": id,
            },
        )
        return answer

    async def list_leads(
        self,
        *,
        id: int | None = None,
        limit: int | None = None,
        offset: int | None = None,
        status: Literal["new", "contacted", "qualified", "converted", "lost"] | None = None,
        priority: Literal["urgent", "high", "medium", "low"] | None = None,
        source: str | None = None,
        owner: str | None = None,
        campaign_id: int | None = None,
        q: str | None = None,
        after: int | None = None,
        count: Literal["exact"] | None = None,
    ) -> list[models.LeadOut] | models.LeadOut:
        """Leads, newest first; with `id` that one lead."""
        answer: list[models.LeadOut] | models.LeadOut = await self._transport.call(
            "GET",
            "/api/v1/leads",
            list[models.LeadOut] | models.LeadOut,
            query={
                "id": id,
                "limit": limit,
                "offset": offset,
                "status": status,
                "priority": priority,
                "source": source,
                "owner": owner,
                "campaign_id": campaign_id,
                "q": q,
                "after": after,
                "count": count,
            },
        )
        return answer

    async def create_lead(
        self,
        body: models.CreateLead,
    ) -> models.LeadOut:
        """A new lead. An operator's is their own."""
        answer: models.LeadOut = await self._transport.call(
            "POST",
            "/api/v1/leads",
            models.LeadOut,
            body=body,
        )
        return answer

    async def change_lead(
        self,
        body: models.ChangeLead,
        *,
        id: int,
    ) -> models.LeadOut:
        """Change the fields given. `If-Match` refuses to overwrite what changed meanwhile
        (412)."""
        answer: models.LeadOut = await self._transport.call(
            "PUT",
            "/api/v1/leads",
            models.LeadOut,
            query={
                "id": id,
            },
            body=body,
        )
        return answer

    async def lead_stats(
        self,
    ) -> models.LeadStatsOut:
        """How many leads there are, and of which kind."""
        answer: models.LeadStatsOut = await self._transport.call(
            "GET",
            "/api/v1/leads/stats",
            models.LeadStatsOut,
        )
        return answer


class Messages:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def upload(
        self,
        files: Files,
    ) -> models.AttachmentOut:
        """Upload a file (field `file`) for a ticket (`ticket_id`) or a chat
        (`conversation_id`); a message then names its id."""
        answer: models.AttachmentOut = await self._transport.call(
            "POST",
            "/api/attachments",
            models.AttachmentOut,
            files=files,
        )
        return answer

    async def download(
        self,
        attachment_id: int,
    ) -> Any:
        """The file, always as a download: no browser shows it as a page of ours."""
        answer: Any = await self._transport.call(
            "GET",
            f"/api/attachments/{_in_path(attachment_id)}",
            Any,
        )
        return answer

    async def post_message(
        self,
        body: models.PostMessage,
    ) -> models.TicketsMessageOut:
        """Say something about a ticket. With `If-Match` (the ticket's version) a reply to a
        stale ticket is told so (412); `ETag` is what the ticket is now."""
        answer: models.TicketsMessageOut = await self._transport.call(
            "POST",
            "/api/messages",
            models.TicketsMessageOut,
            body=body,
        )
        return answer

    async def list_messages(
        self,
        ticket_id: int,
        *,
        skip: int | None = None,
        limit: int | None = None,
    ) -> list[models.TicketsMessageOut]:
        """What was said, oldest first."""
        answer: list[models.TicketsMessageOut] = await self._transport.call(
            "GET",
            f"/api/messages/ticket/{_in_path(ticket_id)}",
            list[models.TicketsMessageOut],
            query={
                "skip": skip,
                "limit": limit,
            },
        )
        return answer

    async def mark_read(
        self,
        ticket_id: int,
    ) -> models.ReadOut:
        """Mark the others' messages as read."""
        answer: models.ReadOut = await self._transport.call(
            "PUT",
            f"/api/messages/{_in_path(ticket_id)}/read",
            models.ReadOut,
        )
        return answer


class Privacy:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_consents(
        self,
        *,
        user_id: int | None = None,
        id: int | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> list[models.ConsentOut]:
        """One's own records, the newest first; what holds is `standing`."""
        answer: list[models.ConsentOut] = await self._transport.call(
            "GET",
            "/api/v1/compliance/gdpr/consents",
            list[models.ConsentOut],
            query={
                "user_id": user_id,
                "id": id,
                "limit": limit,
                "offset": offset,
            },
        )
        return answer

    async def record_consent(
        self,
        body: models.RecordConsent,
    ) -> models.ConsentOut:
        """Agree to something, or take it back. Records are only added."""
        answer: models.ConsentOut = await self._transport.call(
            "POST",
            "/api/v1/compliance/gdpr/consents",
            models.ConsentOut,
            body=body,
        )
        return answer

    async def export(
        self,
    ) -> Any:
        """All that is kept under your own number, as one JSON document; files are named by
        link."""
        answer: Any = await self._transport.call(
            "POST",
            "/api/v1/compliance/gdpr/export",
            Any,
        )
        return answer

    async def request_access(
        self,
        body: models.AskAccess | None,
    ) -> models.AskedOut:
        """Ask for everything that is kept about you: an administrator lets it out as an
        archive. Asked again while it is open, it is the same request."""
        answer: models.AskedOut = await self._transport.call(
            "POST",
            "/api/v1/compliance/gdpr/request-access",
            models.AskedOut,
            body=body,
        )
        return answer

    async def request_deletion(
        self,
        body: models.AskDeletion | None,
    ) -> models.AskedOut:
        """Ask to be forgotten. Nothing is deleted at once; an administrator decides in time."""
        answer: models.AskedOut = await self._transport.call(
            "POST",
            "/api/v1/compliance/gdpr/request-deletion",
            models.AskedOut,
            body=body,
        )
        return answer


class Realtime:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def stats(
        self,
    ) -> models.WsStatsOut:
        """How many sockets are open in one's own workspace."""
        answer: models.WsStatsOut = await self._transport.call(
            "GET",
            "/api/v1/ws/stats",
            models.WsStatsOut,
        )
        return answer

    async def socket_ticket(
        self,
    ) -> models.ApiV1WsTicketOut:
        """A one-use ticket for `/ws?token=`, good for 30 seconds."""
        answer: models.ApiV1WsTicketOut = await self._transport.call(
            "POST",
            "/api/v1/ws/ticket",
            models.ApiV1WsTicketOut,
        )
        return answer


class Rooms:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def analyze(
        self,
        body: models.Analyze,
    ) -> models.AnalyzedOut:
        """What the assistant makes of a text; nothing is kept. Suggestions for whoever is no
        staff come from what is published."""
        answer: models.AnalyzedOut = await self._transport.call(
            "POST",
            "/api/chat/analyze",
            models.AnalyzedOut,
            body=body,
        )
        return answer

    async def list_rooms(
        self,
        *,
        skip: int | None = None,
        limit: int | None = None,
    ) -> list[models.RoomOut]:
        """Rooms that have not ended, the latest activity first; a customer's own."""
        answer: list[models.RoomOut] = await self._transport.call(
            "GET",
            "/api/chat/rooms",
            list[models.RoomOut],
            query={
                "skip": skip,
                "limit": limit,
            },
        )
        return answer

    async def open_room(
        self,
        body: models.OpenRoom,
    ) -> models.OpenedRoomOut:
        """Open a room of one's own."""
        answer: models.OpenedRoomOut = await self._transport.call(
            "POST",
            "/api/chat/rooms",
            models.OpenedRoomOut,
            body=body,
        )
        return answer

    async def get_room(
        self,
        room_id: int,
    ) -> models.RoomOut:
        """One room."""
        answer: models.RoomOut = await self._transport.call(
            "GET",
            f"/api/chat/rooms/{_in_path(room_id)}",
            models.RoomOut,
        )
        return answer

    async def list_room_messages(
        self,
        room_id: int,
        *,
        skip: int | None = None,
        limit: int | None = None,
    ) -> list[models.RoomMessageOut]:
        """What was said, oldest first."""
        answer: list[models.RoomMessageOut] = await self._transport.call(
            "GET",
            f"/api/chat/rooms/{_in_path(room_id)}/messages",
            list[models.RoomMessageOut],
            query={
                "skip": skip,
                "limit": limit,
            },
        )
        return answer

    async def say_in_room(
        self,
        room_id: int,
        body: models.SayInRoom,
    ) -> models.SaidInRoomOut:
        """Say something, and hear what the assistant makes of it."""
        answer: models.SaidInRoomOut = await self._transport.call(
            "POST",
            f"/api/chat/rooms/{_in_path(room_id)}/messages",
            models.SaidInRoomOut,
            body=body,
        )
        return answer


class Sessions:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def request_session(
        self,
        body: models.RequestSession,
    ) -> models.WireConversationsSessionOut:
        """Ask for a chat, a voice or a video call with staff."""
        answer: models.WireConversationsSessionOut = await self._transport.call(
            "POST",
            "/api/chat/session",
            models.WireConversationsSessionOut,
            body=body,
        )
        return answer

    async def get_session(
        self,
        chat_session_id: int,
    ) -> models.WireConversationsSessionOut:
        """One session."""
        answer: models.WireConversationsSessionOut = await self._transport.call(
            "GET",
            f"/api/chat/session/{_in_path(chat_session_id)}",
            models.WireConversationsSessionOut,
        )
        return answer

    async def end_session(
        self,
        chat_session_id: int,
    ) -> models.WireConversationsSessionOut:
        """End a session; once ended, it stays as it is."""
        answer: models.WireConversationsSessionOut = await self._transport.call(
            "POST",
            f"/api/chat/session/{_in_path(chat_session_id)}/end",
            models.WireConversationsSessionOut,
        )
        return answer

    async def join_session(
        self,
        chat_session_id: int,
    ) -> models.WireConversationsSessionOut:
        """Take a waiting session (staff)."""
        answer: models.WireConversationsSessionOut = await self._transport.call(
            "POST",
            f"/api/chat/session/{_in_path(chat_session_id)}/join",
            models.WireConversationsSessionOut,
        )
        return answer

    async def list_sessions(
        self,
        *,
        skip: int | None = None,
        limit: int | None = None,
        status: Literal["waiting", "active", "ended"] | None = None,
        type: Literal["chat", "voice", "video"] | None = None,
    ) -> list[models.WireConversationsSessionOut]:
        """Sessions, newest first; a customer's own."""
        answer: list[models.WireConversationsSessionOut] = await self._transport.call(
            "GET",
            "/api/chat/sessions",
            list[models.WireConversationsSessionOut],
            query={
                "skip": skip,
                "limit": limit,
                "status": status,
                "type": type,
            },
        )
        return answer


class Staffing:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def set_availability(
        self,
        body: models.SetAvailable,
    ) -> models.AvailableOut:
        """Whether the queue may give one calls."""
        answer: models.AvailableOut = await self._transport.call(
            "PUT",
            "/api/operator/profile/availability",
            models.AvailableOut,
            body=body,
        )
        return answer


class Teams:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def delete_team(
        self,
        *,
        id: int,
    ) -> models.Said:
        """Remove a team; its people stay (administrators)."""
        answer: models.Said = await self._transport.call(
            "DELETE",
            "/api/v1/teams",
            models.Said,
            query={
                "id": id,
            },
        )
        return answer

    async def list_teams(
        self,
    ) -> list[models.TeamOut]:
        """All teams, by name (staff)."""
        answer: list[models.TeamOut] = await self._transport.call(
            "GET",
            "/api/v1/teams",
            list[models.TeamOut],
        )
        return answer

    async def create_team(
        self,
        body: models.CreateTeam,
    ) -> models.TeamOut:
        """Make a team of staff (administrators)."""
        answer: models.TeamOut = await self._transport.call(
            "POST",
            "/api/v1/teams",
            models.TeamOut,
            body=body,
        )
        return answer

    async def change_team(
        self,
        body: models.ChangeTeam,
        *,
        id: int,
    ) -> models.TeamOut:
        """Change the fields given (administrators)."""
        answer: models.TeamOut = await self._transport.call(
            "PUT",
            "/api/v1/teams",
            models.TeamOut,
            query={
                "id": id,
            },
            body=body,
        )
        return answer


class Tenants:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def present_tenant(
        self,
    ) -> models.PresentTenantOut:
        """The workspace of this token."""
        answer: models.PresentTenantOut = await self._transport.call(
            "GET",
            "/api/v1/tenant",
            models.PresentTenantOut,
        )
        return answer

    async def count_users(
        self,
    ) -> models.CountOut:
        """How many active people the workspace has."""
        answer: models.CountOut = await self._transport.call(
            "GET",
            "/api/v1/tenant/users/count",
            models.CountOut,
        )
        return answer

    async def list_tenants(
        self,
    ) -> list[models.OwnTenantOut]:
        """The workspaces that one belongs to, oldest first."""
        answer: list[models.OwnTenantOut] = await self._transport.call(
            "GET",
            "/api/v1/tenants",
            list[models.OwnTenantOut],
        )
        return answer

    async def open_tenant(
        self,
        body: models.OpenTenant,
    ) -> models.TenantOut:
        """Open another workspace, with oneself as its administrator. `switch` goes there."""
        answer: models.TenantOut = await self._transport.call(
            "POST",
            "/api/v1/tenants",
            models.TenantOut,
            body=body,
        )
        return answer

    async def get_tenant(
        self,
        tenant_id: str,
    ) -> models.OwnTenantOut:
        """One of the workspaces that one belongs to."""
        answer: models.OwnTenantOut = await self._transport.call(
            "GET",
            f"/api/v1/tenants/{_in_path(tenant_id)}",
            models.OwnTenantOut,
        )
        return answer

    async def add_member(
        self,
        tenant_id: str,
        body: models.AddMember,
    ) -> models.InvitedOut:
        """Invite somebody by mail: one link, one use, seven days. They belong to the workspace
        from the moment they follow it."""
        answer: models.InvitedOut = await self._transport.call(
            "POST",
            f"/api/v1/tenants/{_in_path(tenant_id)}/members",
            models.InvitedOut,
            body=body,
        )
        return answer

    async def remove_member(
        self,
        tenant_id: str,
        email: str,
    ) -> models.Said:
        """Withdraw an invitation, or end a membership. What they wrote stays."""
        answer: models.Said = await self._transport.call(
            "DELETE",
            f"/api/v1/tenants/{_in_path(tenant_id)}/members/{_in_path(email)}",
            models.Said,
        )
        return answer

    async def switch(
        self,
        tenant_id: str,
    ) -> models.TenantRegisteredOut:
        """A session and tokens for another workspace of one's own; the present ones go on."""
        answer: models.TenantRegisteredOut = await self._transport.call(
            "POST",
            f"/api/v1/tenants/{_in_path(tenant_id)}/switch",
            models.TenantRegisteredOut,
        )
        return answer


class Tickets:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_tickets(
        self,
        *,
        skip: int | None = None,
        limit: int | None = None,
        status: str | None = None,
        priority: str | None = None,
        category: str | None = None,
        assigned_to: str | None = None,
        created_by: int | None = None,
        tag: str | None = None,
        q: str | None = None,
        after: str | None = None,
    ) -> list[models.WireTicketsTicketOut]:
        """List tickets, newest first. A customer sees their own. `Link` leads to the next page."""
        answer: list[models.WireTicketsTicketOut] = await self._transport.call(
            "GET",
            "/api/tickets",
            list[models.WireTicketsTicketOut],
            query={
                "skip": skip,
                "limit": limit,
                "status": status,
                "priority": priority,
                "category": category,
                "assigned_to": assigned_to,
                "created_by": created_by,
                "tag": tag,
                "q": q,
                "after": after,
            },
        )
        return answer

    async def create_ticket(
        self,
        body: models.CreateTicket,
    ) -> models.WireTicketsTicketOut:
        """Open a ticket. Without a category it gets one, with how sure that is."""
        answer: models.WireTicketsTicketOut = await self._transport.call(
            "POST",
            "/api/tickets",
            models.WireTicketsTicketOut,
            body=body,
        )
        return answer

    async def get_summary(
        self,
    ) -> models.AnalyticsSummaryOut:
        """Tickets by state, priority and category; a customer's own."""
        answer: models.AnalyticsSummaryOut = await self._transport.call(
            "GET",
            "/api/tickets/analytics/summary",
            models.AnalyticsSummaryOut,
        )
        return answer

    async def delete_ticket(
        self,
        ticket_id: int,
    ) -> models.Said:
        """Delete a ticket (administrators)."""
        answer: models.Said = await self._transport.call(
            "DELETE",
            f"/api/tickets/{_in_path(ticket_id)}",
            models.Said,
        )
        return answer

    async def get_ticket(
        self,
        ticket_id: int,
    ) -> models.TicketWithThread:
        """A ticket with its messages, oldest first."""
        answer: models.TicketWithThread = await self._transport.call(
            "GET",
            f"/api/tickets/{_in_path(ticket_id)}",
            models.TicketWithThread,
        )
        return answer

    async def update_ticket(
        self,
        ticket_id: int,
        body: models.UpdateTicket,
    ) -> models.WireTicketsTicketOut:
        """Change the fields given. `If-Match` refuses to overwrite what changed meanwhile
        (412)."""
        answer: models.WireTicketsTicketOut = await self._transport.call(
            "PUT",
            f"/api/tickets/{_in_path(ticket_id)}",
            models.WireTicketsTicketOut,
            body=body,
        )
        return answer

    async def assign_ticket(
        self,
        ticket_id: int,
        body: models.AssignTicket | None,
    ) -> models.WireTicketsTicketOut:
        """Assign to a member of staff; without `agent_id` to the caller."""
        answer: models.WireTicketsTicketOut = await self._transport.call(
            "POST",
            f"/api/tickets/{_in_path(ticket_id)}/assign",
            models.WireTicketsTicketOut,
            body=body,
        )
        return answer

    async def ticket_history(
        self,
        ticket_id: int,
    ) -> list[models.ApiTicketsChangeOut]:
        """Every change, oldest first (staff)."""
        answer: list[models.ApiTicketsChangeOut] = await self._transport.call(
            "GET",
            f"/api/tickets/{_in_path(ticket_id)}/history",
            list[models.ApiTicketsChangeOut],
        )
        return answer


class Users:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_secure_users(
        self,
        *,
        role: str | None = None,
        skip: int | None = None,
        limit: int | None = None,
    ) -> list[models.WirePeoplePersonOut]:
        """The people of the workspace with their scopes. Needs `users:read`."""
        answer: list[models.WirePeoplePersonOut] = await self._transport.call(
            "GET",
            "/api/secure/users",
            list[models.WirePeoplePersonOut],
            query={
                "role": role,
                "skip": skip,
                "limit": limit,
            },
        )
        return answer

    async def create_user(
        self,
        body: models.CreateUser,
    ) -> models.WirePeoplePersonOut:
        """Make an account with scopes of its own. Needs `users:write`; nobody gives what they
        lack."""
        answer: models.WirePeoplePersonOut = await self._transport.call(
            "POST",
            "/api/secure/users",
            models.WirePeoplePersonOut,
            body=body,
        )
        return answer

    async def list_users(
        self,
        *,
        role: str | None = None,
        is_active: bool | None = None,
        q: str | None = None,
        skip: int | None = None,
        limit: int | None = None,
    ) -> list[models.WirePeoplePersonOut]:
        """The people of the workspace, oldest first. Needs `users:read`."""
        answer: list[models.WirePeoplePersonOut] = await self._transport.call(
            "GET",
            "/api/users",
            list[models.WirePeoplePersonOut],
            query={
                "role": role,
                "is_active": is_active,
                "q": q,
                "skip": skip,
                "limit": limit,
            },
        )
        return answer

    async def delete_user(
        self,
        user_id: int,
    ) -> models.Said:
        """Remove a person from the workspace. What they wrote stays."""
        answer: models.Said = await self._transport.call(
            "DELETE",
            f"/api/users/{_in_path(user_id)}",
            models.Said,
        )
        return answer

    async def get_user(
        self,
        user_id: int,
    ) -> models.WirePeoplePersonOut:
        """Oneself; with `users:read` anybody of the workspace."""
        answer: models.WirePeoplePersonOut = await self._transport.call(
            "GET",
            f"/api/users/{_in_path(user_id)}",
            models.WirePeoplePersonOut,
        )
        return answer

    async def change_user(
        self,
        user_id: int,
        body: models.ChangeUser,
    ) -> models.WirePeoplePersonOut:
        """Change the fields given. Role, scopes and `is_active` need `users:write`."""
        answer: models.WirePeoplePersonOut = await self._transport.call(
            "PUT",
            f"/api/users/{_in_path(user_id)}",
            models.WirePeoplePersonOut,
            body=body,
        )
        return answer


class AsyncApi:
    def __init__(self, transport: AsyncTransport) -> None:
        self.administration = Administration(transport)
        self.agents = Agents(transport)
        self.ai = Ai(transport)
        self.analytics = Analytics(transport)
        self.app_alert_rules = AppAlertRules(transport)
        self.app_articles = AppArticles(transport)
        self.app_assistant = AppAssistant(transport)
        self.app_audit = AppAudit(transport)
        self.app_availability = AppAvailability(transport)
        self.app_calling = AppCalling(transport)
        self.app_calling_lists = AppCallingLists(transport)
        self.app_calls = AppCalls(transport)
        self.app_campaigns = AppCampaigns(transport)
        self.app_canned_replies = AppCannedReplies(transport)
        self.app_carriers = AppCarriers(transport)
        self.app_channels = AppChannels(transport)
        self.app_chatbot = AppChatbot(transport)
        self.app_conversations = AppConversations(transport)
        self.app_customers = AppCustomers(transport)
        self.app_dead_letters = AppDeadLetters(transport)
        self.app_dispositions = AppDispositions(transport)
        self.app_do_not_call = AppDoNotCall(transport)
        self.app_games = AppGames(transport)
        self.app_ice = AppIce(transport)
        self.app_imports = AppImports(transport)
        self.app_inbound = AppInbound(transport)
        self.app_installation = AppInstallation(transport)
        self.app_knowledge = AppKnowledge(transport)
        self.app_leads = AppLeads(transport)
        self.app_mailboxes = AppMailboxes(transport)
        self.app_mails = AppMails(transport)
        self.app_messages = AppMessages(transport)
        self.app_my_data = AppMyData(transport)
        self.app_pacing = AppPacing(transport)
        self.app_privacy = AppPrivacy(transport)
        self.app_push = AppPush(transport)
        self.app_refusals = AppRefusals(transport)
        self.app_reports = AppReports(transport)
        self.app_roles = AppRoles(transport)
        self.app_routing = AppRouting(transport)
        self.app_routing_rules = AppRoutingRules(transport)
        self.app_routings = AppRoutings(transport)
        self.app_scopes = AppScopes(transport)
        self.app_scoring = AppScoring(transport)
        self.app_scripts = AppScripts(transport)
        self.app_security = AppSecurity(transport)
        self.app_settings = AppSettings(transport)
        self.app_staff = AppStaff(transport)
        self.app_suggestions = AppSuggestions(transport)
        self.app_suppressions = AppSuppressions(transport)
        self.app_team = AppTeam(transport)
        self.app_templates = AppTemplates(transport)
        self.app_tenants = AppTenants(transport)
        self.app_tickets = AppTickets(transport)
        self.app_tokens = AppTokens(transport)
        self.app_views = AppViews(transport)
        self.app_wallboard = AppWallboard(transport)
        self.app_webhooks = AppWebhooks(transport)
        self.app_workspace = AppWorkspace(transport)
        self.auth = Auth(transport)
        self.automation = Automation(transport)
        self.calling = Calling(transport)
        self.calls = Calls(transport)
        self.campaigns = Campaigns(transport)
        self.chatbot = Chatbot(transport)
        self.communication = Communication(transport)
        self.compliance = Compliance(transport)
        self.dashboard = Dashboard(transport)
        self.gamification = Gamification(transport)
        self.knowledge = Knowledge(transport)
        self.leads = Leads(transport)
        self.messages = Messages(transport)
        self.privacy = Privacy(transport)
        self.realtime = Realtime(transport)
        self.rooms = Rooms(transport)
        self.sessions = Sessions(transport)
        self.staffing = Staffing(transport)
        self.teams = Teams(transport)
        self.tenants = Tenants(transport)
        self.tickets = Tickets(transport)
        self.users = Users(transport)
