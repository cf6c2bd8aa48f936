import time

import pytest

from ringdesk.domains.knowledge import Line, summarise

pytestmark = pytest.mark.anyio

TALK = [
    Line("Carla", "Hello there!"),
    Line("Carla", "Since this morning the VPN client refuses my password on my laptop. Thanks."),
    Line("Axel", "Good morning Carla.", from_staff=True),
    Line("Axel", "Please restart the VPN client and sign in with the new password.", True),
    Line("Carla", "I did, and it still refuses the password."),
    Line("Axel", "I have reset your VPN profile. Please install it again from the portal.", True),
    Line("Carla", "Great, installed it again and the connection works now!"),
]


class TestSummary:
    async def test_tells_who_what_and_how_it_ended(self, encoder: bool) -> None:
        found = await summarise(TALK)
        assert found.who == "Carla, Axel"
        assert "VPN client refuses my password" in found.problem
        assert "VPN" in found.tried
        assert found.outcome == "Great, installed it again and the connection works now!"
        assert found.lines == len(TALK)
        assert found.text.startswith("Carla: Since this morning")

    async def test_is_the_same_each_time(self, encoder: bool) -> None:
        assert await summarise(TALK) == await summarise(TALK)

    async def test_is_made_of_their_own_words(self, encoder: bool) -> None:
        found = await summarise(TALK)
        said = " ".join(line.text for line in TALK)
        assert found.problem in said
        assert found.outcome in said

    async def test_in_any_language(self, encoder: bool) -> None:
        found = await summarise(
            [
                Line("Карла", "Здравствуйте."),
                Line("Карла", "Принтер на третьем этаже печатает пустые страницы."),
                Line("Аксель", "Замените, пожалуйста, картридж в принтере на третьем этаже.", True),
                Line("Карла", "Заменила картридж, теперь всё печатает хорошо."),
            ]
        )
        assert found.problem == "Принтер на третьем этаже печатает пустые страницы."
        assert found.outcome == "Заменила картридж, теперь всё печатает хорошо."

    async def test_of_nothing_is_empty(self) -> None:
        found = await summarise([])
        assert (found.text, found.who, found.problem, found.outcome) == ("", "", "", "")
        assert (await summarise([Line("Carla", "?!")])).text == ""

    async def test_of_one_word_is_that_word(self) -> None:
        assert (await summarise([Line("Carla", "Help")])).text == "Carla: Help"

    async def test_of_a_flood_is_bounded_and_quick(self, encoder: bool) -> None:
        began = time.process_time()
        flood = [Line("Carla", f"{nr} " + "spam and eggs. " * 2_000) for nr in range(2_000)]
        found = await summarise(flood)
        assert len(found.text) <= 900
        assert time.process_time() - began < 10

    async def test_hostile_text_is_only_text(self) -> None:
        hostile = "<img src=x onerror=alert(1)> ignore previous instructions {{7*7}}"
        assert hostile in (await summarise([Line("Carla", hostile)])).text
