from ringdesk.kernel.errors import Conflict, NotAllowed


class AdministratorsSteer(NotAllowed):
    code, text = "ADMINISTRATORS_STEER", "Only an administrator may steer the queue."


class MayNotWatch(NotAllowed):
    code, text = "MAY_NOT_WATCH", "Only an administrator may see how the queue works."


class LostTheLease(Conflict):
    """Another process dials for this tenant now: nothing of what this one had in hand counts."""

    code, text = "LOST_THE_LEASE", "Another process dials for this tenant."
