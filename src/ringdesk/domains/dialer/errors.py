from ringdesk.kernel.errors import Conflict, NotAllowed


class AdministratorsSteer(NotAllowed):
    code, text = "ADMINISTRATORS_STEER", "Only whoever steers the queue may do this."


class MayNotWatch(NotAllowed):
    code, text = "MAY_NOT_WATCH", "Only whoever supervises calls may see how the queue works."


class LostTheLease(Conflict):
    """Another process dials for this tenant now: nothing of what this one had in hand counts."""

    code, text = "LOST_THE_LEASE", "Another process dials for this tenant."
