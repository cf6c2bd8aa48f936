from ringdesk.kernel.errors import Conflict, NotFound


class PlayerNotFound(NotFound):
    """Nobody of that id among the active staff."""

    code = "PLAYER_NOT_FOUND"


class RuleNotFound(NotFound):
    code = "GAME_RULE_NOT_FOUND"


class BadgeNotFound(NotFound):
    code = "BADGE_NOT_FOUND"


class ChallengeNotFound(NotFound):
    code = "CHALLENGE_NOT_FOUND"


class CompetitionNotFound(NotFound):
    code = "COMPETITION_NOT_FOUND"


class RewardNotFound(NotFound):
    code = "REWARD_NOT_FOUND"


class RedemptionNotFound(NotFound):
    code = "REDEMPTION_NOT_FOUND"


class NotPlaying(Conflict):
    code = "NOT_PLAYING"
    text = "They have chosen not to take part in the games."


class NotEnoughPoints(Conflict):
    """`details`: how many there are to take, and how many were wanted."""

    code = "NOT_ENOUGH_POINTS"
    text = "There are not enough points for this."


class OutOfStock(Conflict):
    code = "OUT_OF_STOCK"
    text = "This reward is gone for now."


class RewardInUse(Conflict):
    code = "REWARD_IN_USE"
    text = "Somebody has redeemed this reward: switch it off instead."


class RedemptionDecided(Conflict):
    """`details.state`: what it is now."""

    code = "REDEMPTION_DECIDED"
    text = "This was decided already."
