"""One of each thing of the games, for tests that go through all doors."""

from typing import Any

from tests.conftest import Tenant

V1, ADVANCED = "/api/v1/gamification", "/api/v1/gamification-advanced"


async def things_of_games(tenant: Tenant, word: str) -> dict[str, Any]:
    """By the names that addresses have for their ids; `word` is in all their texts."""
    new: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("badge_id", f"{V1}/badges", {"name": word, "description": word}),
        ("challenge_id", f"{V1}/challenges", {"name": word, "target_score": 10}),
        ("competition_id", f"{ADVANCED}/competitions",
         {"name": word, "start_date": "2025-01-01", "end_date": "2027-03-31"}),
        ("reward_id", f"{ADVANCED}/rewards", {"name": word, "points_cost": 5}),
        ("game_rule_id", "/api/app/games/rules",
         {"name": word, "kind": "ticket_resolved", "points": 1}),
    )  # fmt: skip
    ids: dict[str, Any] = {}
    for name, path, body in new:
        made = await tenant.admin.post(path, body)
        assert made.status_code == 201, made.text
        ids[name] = made.json()["id"]
    points = {"user_id": tenant.agent.id, "points": 5, "reason": word}
    assert (await tenant.admin.post(f"{V1}/points/award", points)).status_code == 200
    bought = await tenant.agent.post(f"{ADVANCED}/redeem", {"reward_id": ids["reward_id"]})
    assert bought.status_code == 200, bought.text
    return ids | {"redemption_id": bought.json()["id"]}
