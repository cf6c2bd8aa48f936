"""Points, badges, rewards: what games keep of the staff."""

from ringdesk.domains.gamification.personal import queries
from ringdesk.kernel.personal import Holding, Personal

BOOKS = "Books that only grow, and what was paid out of them, by number (Art. 17(3)(e) GDPR)."

PERSONAL = Personal(
    domain="gamification",
    holdings=(
        Holding(
            table="points_ledger", about="Points, and what for", fate="retained",
            shows=queries.POINTS, forgets=queries.BLANK_POINTS, reason=BOOKS,
        ),
        Holding(
            table="points_balances", about="Sums of points", fate="retained",
            shows=queries.BALANCE, reason=BOOKS,
        ),
        Holding(
            table="redemptions", about="Rewards taken", fate="retained",
            shows=queries.REDEMPTIONS, forgets=queries.BLANK_REDEMPTIONS, reason=BOOKS,
        ),
        Holding(
            table="badge_awards", about="Badges", fate="erased", shows=queries.BADGES,
            forgets=queries.ERASE_BADGES,
        ),
        Holding(
            table="challenge_wins", about="Challenges won", fate="erased", shows=queries.WINS,
            forgets=queries.ERASE_WINS,
        ),
        Holding(
            table="game_players", about="Settings of the games",
            fate="erased", shows=queries.PLAYER,
            forgets=queries.ERASE_PLAYER,
        ),
        Holding(
            table="game_scores", about="Places on boards", fate="erased", shows=queries.SCORES,
            forgets=queries.ERASE_SCORES,
        ),
        Holding(
            table="game_deeds", about="What counted, by day", fate="erased", shows=queries.DEEDS,
            forgets=queries.ERASE_DEEDS,
        ),
    ),
    nothing={
        "badges": "settings of the tenant", "challenges": "settings of the tenant",
        "competitions": "settings of the tenant", "rewards": "settings of the tenant",
        "game_rules": "settings of the tenant", "game_settings": "settings of the tenant",
    },
)  # fmt: skip
