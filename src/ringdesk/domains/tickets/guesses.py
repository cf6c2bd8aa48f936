"""What the assistant thinks of a ticket: kept beside what people say, and corrected by them."""

from msgspec import Struct

from ringdesk.domains import assistant
from ringdesk.domains.tickets import policy, queries
from ringdesk.domains.tickets.models import Category, Priority, Ticket
from ringdesk.kernel.work import Work


class Guesses(Struct, frozen=True):
    """As they were stored. Without a suggested priority it is the one by the rules (`by_rules`)."""

    model_version: str | None
    suggested_priority: Priority | None
    priority_confidence: float | None
    priority_model_version: str | None


def stored(look: assistant.FirstLook, category: Category | None = None) -> tuple[object, ...]:
    """Columns of a new ticket, from `category` to `priority_model_version`; `category` is what a
    person chose."""
    guess, priority = look.category, look.priority
    by_person = (category, False, 1.0, None)
    by_assistant = (guess.category, True, guess.confidence, guess.model_version)
    chosen = by_assistant if category is None else by_person
    return (*chosen, *suggestion(priority))


def suggestion(priority: assistant.Prediction | None) -> tuple[object, ...]:
    if priority is None:
        return (None, None, None)
    return (priority.category, priority.confidence, priority.model_version)


def by_rules(ticket: Ticket) -> assistant.Urgency:
    """What the words ask for, and the category that the ticket has."""
    category = assistant.Prediction(ticket.category, ticket.confidence_score, "")
    return assistant.urgency(title=ticket.title, description=ticket.description, guess=category)


async def of_ticket(work: Work, ticket_id: int) -> Guesses:
    found = await work.one(Guesses, queries.GUESSES, ticket_id)
    return found or Guesses(None, None, None, None)


def suggested(ticket: Ticket, known: Guesses) -> assistant.Urgency:
    """The priority that was suggested for it, and why."""
    ruled = by_rules(ticket)
    if known.suggested_priority is None:
        return ruled
    same = known.suggested_priority == ruled.category
    return assistant.Urgency(
        known.suggested_priority, known.priority_confidence or 0.0,
        known.priority_model_version or "", ruled.reasons if same else [assistant.CORRECTED],
    )  # fmt: skip


async def keep_up(work: Work, before: Ticket, after: Ticket, changed: set[str]) -> None:
    """After a change: what staff decided is kept to learn from, and other words are looked at
    anew. A priority that staff set as it was suggested teaches as well: there are no other
    examples that people have labelled."""
    if policy.works_tickets(work.actor) and changed & {"category", "priority"}:
        known = await of_ticket(work, after.id)
        text = f"{after.title}\n{after.description}"
        if "category" in changed and before.auto_categorized:
            await assistant.keep_correction(
                work, kind="category", text=text, label=after.category, predicted=before.category,
                confidence=before.confidence_score, model_version=known.model_version or "",
                said_by=after.created_by,
            )  # fmt: skip
        if "priority" in changed:
            guess = suggested(before, known)
            await assistant.keep_correction(
                work, kind="priority", text=text, label=after.priority, predicted=guess.category,
                confidence=guess.confidence, model_version=guess.model_version,
                said_by=after.created_by,
            )  # fmt: skip
    if changed & {"title", "description"}:
        look = await assistant.first_look(work, title=after.title, description=after.description)
        await work.run(queries.SUGGEST_PRIORITY, after.id, *suggestion(look.priority))
