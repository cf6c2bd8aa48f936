from ringdesk.kernel.errors import Conflict, NotFound


class NobodyAvailable(Conflict):
    """`details.trace`: each rule that was looked at, and why it gave nobody."""

    code = "NOBODY_AVAILABLE"
    text = "Nobody is available for this lead now."


class RuleNotFound(NotFound):
    code = "RULE_NOT_FOUND"
