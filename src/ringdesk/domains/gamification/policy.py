from ringdesk.domains import identity
from ringdesk.domains.gamification.models import Metric
from ringdesk.kernel.errors import Invalid, NotAllowed
from ringdesk.kernel.work import Actor

RUNS = "games:write"


def require_staff(actor: Actor) -> None:
    """Games are for those who work here."""
    identity.require_staff(actor)


def runs(actor: Actor) -> bool:
    """Whether they make the rules, give and take."""
    return actor.has(RUNS)


def require_runs(actor: Actor) -> None:
    if not runs(actor):
        raise NotAllowed(needs=RUNS)


def require_goal(metric: Metric | None, at_least: int | None) -> None:
    if (metric is None) != (at_least is None):
        raise Invalid.field("at_least", "A metric and how many of it: both, or neither")
