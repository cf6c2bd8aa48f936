from collections import deque
from math import sqrt
import numpy as np
from msgspec import Struct
from ringdesk.domains.dialer.pacing.curves import Curves
from ringdesk.domains.dialer.pacing.simple import one_for_one, within
from ringdesk.domains.dialer.pacing.view import *


class Policy(Struct, frozen=True, kw_only=True):
    target: float = 0.03
    horizon: float = 12.0
    z0: float = 2.1
    kp: float = 0.5
    ki: float = 0.005
    memory: float = 150.0
    few_agents: int = 0
    few_answers: int = 20
    spare: float = 1.0
    r0: float = 1.0
    r1: float = 0.35


class Predictive:
    def __init__(self, policy=Policy(), curves=None):
        self.policy = policy
        self.curves = curves or Curves()
        self.human = self.curves.human
        self.m = .25
        self.z = self.base = policy.z0
        self.seen = 0

    def learn(self, fact):
        if isinstance(fact, LineEnded) and fact.kind != "unknown":
            self.human += ((fact.kind == "human") - self.human) / self.policy.memory
            self.m += ((fact.kind == "machine") - self.m) / self.policy.memory

    def decide(self, view):
        p = self.policy
        t = view.today
        budget = p.target * t.answered - t.abandoned
        if view.agents < p.few_agents:
            return one_for_one(view, "few_agents")
        if t.answered < p.few_answers:
            return one_for_one(view, "few_answers")
        if budget < p.spare:
            return one_for_one(view, "budget_spent")
        if t.answered != self.seen:
            s = sqrt(p.target * t.answered)
            off = (budget - p.r0 - p.r1 * s) / (1+s)
            self.base = min(4, max(0.5, self.base - p.ki * off * (t.answered - self.seen)))
            self.z = min(5, max(0.5, self.base - p.kp * off))
            self.seen = t.answered
        ring = self.curves.persons(view.ringing, self.human, p.horizon)
        det = np.full(len(view.detecting), self.human_answered())
        pA = np.concatenate((ring, det))
        mA = pA.sum() + view.waiting
        vA = (pA * (1 - pA)).sum()
        pF = self.curves.free(view.talking, view.wrapping, p.horizon)
        mF = view.idle + pF.sum()
        vF = (pF * (1 - pF)).sum()
        c0 = float(self.curves.persons([0.0], self.human, p.horizon)[0])
        n = 0
        room = view.room
        lim = 10_000 if room is None else room
        z = self.z
        while n < lim and mA + (n + 1) * c0 <= mF - z * sqrt(vA + vF + (n + 1) * c0 * (1 - c0)):
            n += 1
        prog = view.idle - view.open_lines
        n = max(n, prog)
        return Trace(at=view.now, dial=min(n, lim), reason="predictive", mA=mA, vA=vA, mF=mF, vF=vF, c0=c0, z=z)

    def human_answered(self):
        return self.human / (self.human + self.m)
