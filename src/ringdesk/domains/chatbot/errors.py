from ringdesk.kernel.errors import Conflict, NotAllowed, NotFound


class SessionNotFound(NotFound):
    code = "SESSION_NOT_FOUND"


class TurnNotFound(NotFound):
    code = "TURN_NOT_FOUND"


class HandoffNotFound(NotFound):
    code = "HANDOFF_NOT_FOUND"


class GoldenNotFound(NotFound):
    code = "GOLDEN_QUESTION_NOT_FOUND"


class EvaluationNotFound(NotFound):
    code = "EVALUATION_NOT_FOUND"


class QuestionReused(Conflict):
    code = "IDEMPOTENCY_KEY_REUSED"
    text = "This Idempotency-Key was used for another question: choose a new one."


class GoldenKnown(Conflict):
    code, text = "GOLDEN_QUESTION_KNOWN", "This question is in the golden set already."


class TooManyGolden(Conflict):
    code, text = "TOO_MANY_GOLDEN_QUESTIONS", "The golden set is full: remove some questions first."


class NothingToEvaluate(Conflict):
    code, text = "NOTHING_TO_EVALUATE", "The golden set is empty: add questions first."


class NotTheirs(NotAllowed):
    code, text = "NOT_THE_CUSTOMER", "Only the customer of a conversation asks for a person in it."
