"""What document 001's games need to be there before they are called."""

from typing import Any

from tests.conftest import Tenant

V1, ADVANCED = "/api/v1/gamification", "/api/v1/gamification-advanced"


async def games_of(tenant: Tenant) -> dict[str, Any]:
    """A badge, a reward, a challenge, a competition, and points to spend."""
    points = {"user_id": tenant.agent.id, "points": 2500, "reason": "A good start"}
    assert (await tenant.admin.post(f"{V1}/points/award", points)).status_code == 200
    new = {
        "badge": (f"{V1}/badges", {"name": "Closer"}),
        "challenge": (f"{V1}/challenges", {"name": "Sprint", "target_score": 10}),
        "reward": (f"{ADVANCED}/rewards", {"name": "Mug", "points_cost": 100}),
        "competition": (
            f"{ADVANCED}/competitions",
            {"name": "Q1", "start_date": "2025-01-01", "end_date": "2025-03-31"},
        ),
    }
    made: dict[str, Any] = {}
    for name, (path, body) in new.items():
        answer = await tenant.admin.post(path, body)
        assert answer.status_code == 201, answer.text
        made[name] = answer.json()["id"]
    given = {"user_id": tenant.agent.id, "badge_id": made["badge"]}
    assert (await tenant.admin.post(f"{V1}/badges/award", given)).status_code == 200
    return made
