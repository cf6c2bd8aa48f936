"""What is allowed: the share that may be abandoned, as the law of a place counts it."""

from typing import Literal

from msgspec import Struct

from ringdesk.domains.dialer.pacing.view import Tally, View


class Policy(Struct, frozen=True, kw_only=True):
    """`target`: the largest share that may be abandoned. United States: 0.03 (16 CFR 310.4(b)(4));
    in the United Kingdom no share is safe, so that it is the tenant's own.

    `law`: how it is counted. `detects`: machines are told before an agent is needed, so that who
    was abandoned was a person; without it, the United Kingdom's count takes off the machines'.
    Below `few_agents` at work and `few_answers` today one line is dialled for one free agent.
    """

    target: float = 0.03
    law: Literal["us", "uk"] = "us"
    detects: bool = True
    few_agents: int = 4
    few_answers: int = 20

    def credit(self, tally: Tally) -> float:
        """How many more may be abandoned before the share is above the target; below 0: it is.

        United States: share = abandoned / answered by a person.
        United Kingdom: with R abandoned, AM machines and L passed to an agent
        D = R (1 - AM / (AM + L)), share = D / (D + L) (Ofcom, statement of 20 December 2016).
        """
        if self.law == "us":
            return self.target * tally.answered - tally.abandoned
        passed = tally.answered - tally.abandoned
        dropped = float(tally.abandoned)
        if not self.detects and passed + tally.machines:
            dropped *= 1 - tally.machines / (tally.machines + passed)
        return self.target * (dropped + passed) - dropped

    def credit_of(self, view: View) -> float:
        """The smaller of today's and of the law's period."""
        today = self.credit(view.today)
        return today if view.period is None else min(today, self.credit(view.period))
