"""Who of the staff is here, on a clock of the test's own, in one process and beside another."""

from uuid import UUID, uuid4

import pytest

from ringdesk.kernel.work import Actor
from ringdesk.realtime.attendance import GONE_AFTER_S, Attendance
from ringdesk.realtime.audiences import people_readers_of
from ringdesk.realtime.letter import Letter


class Sockets:
    """As the hub: who has a socket here, and what was said to whom."""

    def __init__(self) -> None:
        self.here: dict[UUID, list[Actor]] = {}
        self.told: list[tuple[str, str, int]] = []
        self.elsewhere: list[int] = []
        self.now = 0.0
        self.attendance = Attendance(self, lambda _: self.elsewhere, lambda: self.now)  # type: ignore[arg-type]

    @property
    def tenants(self) -> list[UUID]:
        return list(self.here)

    def of_tenant(self, tenant_id: UUID) -> list["Sockets.Client"]:
        return [self.Client(one) for one in self.here[tenant_id]]

    class Client:
        def __init__(self, actor: Actor) -> None:
            self.actor = actor

    def broadcast(self, audience: str, letter: Letter) -> None:
        assert isinstance(letter.data, dict)
        self.told.append((audience, letter.kind, int(letter.data["id"])))

    def look(self, after: float = 0) -> None:
        self.now += after
        self.attendance.look()


TENANT = uuid4()
OLGA = Actor(id=7, tenant_id=TENANT, role="operator", name="Olga")
CARLA = Actor(id=8, tenant_id=TENANT, role="customer", name="Carla")


@pytest.fixture
def sockets() -> Sockets:
    return Sockets()


class TestAttendance:
    def test_tells_once_of_who_came_and_once_of_who_left(self, sockets: Sockets) -> None:
        sockets.here[TENANT] = [OLGA, OLGA]
        sockets.look()
        sockets.look(1)
        sockets.here[TENANT] = []
        sockets.look(1)
        assert [kind for _, kind, _ in sockets.told] == ["user.online"]
        sockets.look(GONE_AFTER_S)
        sockets.look(1)
        to = people_readers_of(TENANT)
        assert sockets.told == [(to, "user.online", 7), (to, "user.offline", 7)]

    def test_says_nothing_of_who_is_back_at_once(self, sockets: Sockets) -> None:
        sockets.here[TENANT] = [OLGA]
        sockets.look()
        sockets.here[TENANT] = []
        sockets.look(1)
        sockets.here[TENANT] = [OLGA]
        sockets.look(1)
        sockets.look(GONE_AFTER_S)
        assert len(sockets.told) == 1

    def test_says_nothing_of_who_is_connected_to_another_process(self, sockets: Sockets) -> None:
        sockets.here[TENANT], sockets.elsewhere = [OLGA], [OLGA.id]
        sockets.look()
        sockets.here[TENANT] = []
        sockets.look(1)
        sockets.look(GONE_AFTER_S)
        assert sockets.told == []

    def test_says_nothing_of_customers(self, sockets: Sockets) -> None:
        sockets.here[TENANT] = [CARLA]
        sockets.look()
        assert sockets.told == []
