"""Points for work done, and what they bring: levels, badges, challenges, competitions, rewards."""

from ringdesk.domains.gamification.badges import (
    award_badge,
    badge_of_id,
    badges_of,
    change_badge,
    create_badge,
    list_badges,
    remove_badge,
)
from ringdesk.domains.gamification.boards import (
    Profile,
    around_me,
    board,
    profile,
    rank_of,
    statistics,
)
from ringdesk.domains.gamification.contests.challenges import (
    challenge_of_id,
    change_challenge,
    create_challenge,
    list_challenges,
    remove_challenge,
)
from ringdesk.domains.gamification.contests.competitions import (
    change_competition,
    competition_of_id,
    create_competition,
    list_competitions,
    remove_competition,
    team_board,
)
from ringdesk.domains.gamification.contests.models import (
    Audience,
    Challenge,
    Competition,
    CompetitionState,
    NewChallenge,
    NewCompetition,
    Scoring,
    TeamPlace,
)
from ringdesk.domains.gamification.errors import (
    BadgeNotFound,
    ChallengeNotFound,
    CompetitionNotFound,
    NotEnoughPoints,
    NotPlaying,
    OutOfStock,
    PlayerNotFound,
    RedemptionDecided,
    RedemptionNotFound,
    RewardInUse,
    RewardNotFound,
    RuleNotFound,
)
from ringdesk.domains.gamification.events import (
    BadgeChanged,
    BadgeEarned,
    ChallengeChanged,
    ChallengeCompleted,
    CompetitionChanged,
    CompetitionSettled,
    GameRuleChanged,
    LevelReached,
    PlayerChanged,
    PointsMoved,
    RedemptionMoved,
    RewardChanged,
)
from ringdesk.domains.gamification.kinds import KINDS, OPERATORS_FOR, Condition, FieldKind
from ringdesk.domains.gamification.ledger import choose, entries, revoke, standing
from ringdesk.domains.gamification.models import (
    Badge,
    Board,
    EarnedBadge,
    Entry,
    FactKind,
    Metric,
    NewBadge,
    Operator,
    Period,
    Place,
    Plain,
    Source,
    Standing,
    Statistics,
)
from ringdesk.domains.gamification.personal import PERSONAL
from ringdesk.domains.gamification.playing import award, play
from ringdesk.domains.gamification.policy import runs
from ringdesk.domains.gamification.reactions import listen
from ringdesk.domains.gamification.rules.models import DryRun, NewRule, Rule, WouldGet
from ringdesk.domains.gamification.rules.rules import (
    change_rule,
    create_rule,
    list_rules,
    remove_rule,
    rule_of_id,
)
from ringdesk.domains.gamification.rules.trying import dry_run
from ringdesk.domains.gamification.shop.models import (
    NewReward,
    Redeemed,
    Redemption,
    RedemptionState,
    Reward,
)
from ringdesk.domains.gamification.shop.redeeming import decide, list_redemptions, redeem
from ringdesk.domains.gamification.shop.rewards import (
    change_reward,
    create_reward,
    list_rewards,
    remove_reward,
    reward_of_id,
)

__all__ = [
    "KINDS", "OPERATORS_FOR", "PERSONAL", "Audience", "Badge", "BadgeChanged", "BadgeEarned",
    "BadgeNotFound", "Board", "Challenge", "ChallengeChanged",
    "ChallengeCompleted", "ChallengeNotFound", "Competition", "CompetitionChanged",
    "CompetitionNotFound", "CompetitionSettled", "CompetitionState", "Condition", "DryRun",
    "EarnedBadge", "Entry", "FactKind", "FieldKind", "GameRuleChanged", "LevelReached",
    "Metric", "NewBadge", "NewChallenge", "NewCompetition", "NewReward", "NewRule",
    "NotEnoughPoints", "NotPlaying", "Operator", "OutOfStock", "Period", "Place", "Plain",
    "PlayerChanged", "PlayerNotFound", "PointsMoved", "Profile", "Redeemed", "Redemption",
    "RedemptionDecided", "RedemptionMoved", "RedemptionNotFound", "RedemptionState", "Reward",
    "RewardChanged", "RewardInUse", "RewardNotFound", "Rule", "RuleNotFound", "Scoring",
    "Source", "Standing", "Statistics", "TeamPlace", "WouldGet", "around_me", "award",
    "award_badge", "badge_of_id", "badges_of", "board", "challenge_of_id", "change_badge",
    "change_challenge", "change_competition", "change_reward", "change_rule", "choose",
    "competition_of_id", "create_badge", "create_challenge", "create_competition",
    "create_reward", "create_rule", "decide", "dry_run", "entries", "lay_presets",
    "list_badges", "list_challenges", "list_competitions", "list_redemptions", "list_rewards",
    "list_rules", "listen", "play", "profile", "rank_of", "redeem", "remove_badge",
    "remove_challenge", "remove_competition", "remove_reward", "remove_rule", "revoke",
    "reward_of_id", "rule_of_id", "runs", "standing", "statistics", "team_board",
]  # fmt: skip
