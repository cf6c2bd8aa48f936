from ringdesk.kernel.errors import NotFound


class AlertNotFound(NotFound):
    code = "ALERT_NOT_FOUND"


class RuleNotFound(NotFound):
    code = "ALERT_RULE_NOT_FOUND"


class DeadLetterNotFound(NotFound):
    code = "DEAD_LETTER_NOT_FOUND"
