"""Who hears whom, proved by tones: everybody speaks on a pitch of their own."""

import numpy as np
import pytest

from ringdesk.domains.telephony.fakes.sip import Customer, endless
from ringdesk.domains.telephony.media.hearing import Role
from ringdesk.domains.telephony.media.mixer import Leg, Mixer
from ringdesk.domains.telephony.media.ports import Ports
from ringdesk.domains.telephony.media.rtp import Far, Rtp
from ringdesk.domains.telephony.media.sources import frames_of, from_tones
from ringdesk.domains.telephony.media.tables import PCMU
from tests.domains.telephony.network import loudness

TICKS = 50
HEARD, UNHEARD = 0.25, 0.01  # of tones of 0.3
PITCH = {"party": 440.0, "agent": 700.0, "supervisor": 1100.0, "third": 1500.0}


class Room:
    """A call in one mixer, without a clock."""

    def __init__(self, **roles: Role) -> None:
        self.mixer, self.people = Mixer(), dict[str, Customer]()
        self.ids: dict[str, int] = {}
        for number, (name, role) in enumerate(roles.items(), 1):
            person = self.people[name] = Customer(endless(PITCH[name]))
            self.ids[name] = number
            self.mixer.add(Leg(number, peer=person))
            self.mixer.place(number, "call", role)

    def listen(self) -> dict[str, str]:
        """For each, whom they hear: initials in the order of PITCH."""
        for person in self.people.values():
            person.heard.clear()
        for _ in range(TICKS):
            self.mixer.tick()
        return {name: self._whom(name) for name in self.people}

    def _whom(self, listener: str) -> str:
        sound = np.concatenate(list(self.people[listener].heard))
        found = ""
        for name, hertz in PITCH.items():
            loud = loudness(sound, hertz)
            assert loud > HEARD or loud < UNHEARD, f"{listener} half hears {name}: {loud:.3f}"
            found += name[0] if loud > HEARD else ""
        return found

    def change(self, name: str, *, held: bool | None = None, muted: bool | None = None) -> None:
        self.mixer.change(self.ids[name], held=held, muted=muted)


class TestWhoHearsWhom:
    def test_two_hear_each_other_and_not_themselves(self) -> None:
        assert Room(party="party", agent="agent").listen() == {"party": "a", "agent": "p"}

    @pytest.mark.parametrize(
        ("mode", "heard"),
        [
            ("listen", {"party": "a", "agent": "p", "supervisor": "pa"}),
            ("whisper", {"party": "a", "agent": "ps", "supervisor": "pa"}),
            ("barge", {"party": "as", "agent": "ps", "supervisor": "pa"}),
        ],
    )
    def test_a_supervisor_is_heard_by_those_who_are_to(
        self, mode: Role, heard: dict[str, str]
    ) -> None:
        assert Room(party="party", agent="agent", supervisor=mode).listen() == heard

    def test_a_conference_of_four(self) -> None:
        room = Room(party="party", agent="agent", supervisor="barge", third="party")
        assert room.listen() == {
            "party": "ast", "agent": "pst", "supervisor": "pat", "third": "pas",
        }  # fmt: skip

    def test_who_is_held_hears_music_and_is_not_heard(self) -> None:
        room = Room(party="party", agent="agent", supervisor="listen")
        room.change("party", held=True)
        heard = room.listen()
        assert heard == {"party": "", "agent": "", "supervisor": "a"}
        music = np.concatenate(list(room.people["party"].heard))
        assert np.abs(music).max() > 500
        room.change("party", held=False)
        assert room.listen()["agent"] == "p"

    def test_who_is_muted_is_not_heard_and_hears(self) -> None:
        room = Room(party="party", agent="agent")
        room.change("agent", muted=True)
        assert room.listen() == {"party": "", "agent": "p"}

    def test_calls_do_not_hear_each_other(self) -> None:
        room = Room(party="party", agent="agent", third="party", supervisor="agent")
        for name in ("third", "supervisor"):
            room.mixer.place(room.ids[name], "another call", "agent")
        assert room.listen() == {"party": "a", "agent": "p", "third": "s", "supervisor": "t"}

    def test_who_is_in_no_call_hears_nobody(self) -> None:
        room = Room(party="party", agent="agent")
        room.mixer.place(room.ids["agent"], None, "agent")
        assert room.listen() == {"party": "", "agent": ""}

    def test_a_prompt_is_heard_by_one_alone_until_it_ends(self) -> None:
        room, ended = Room(party="party", agent="agent"), list[int]()
        room.mixer.on.played = ended.append
        room.mixer.legs[room.ids["party"]].playing = frames_of(from_tones("1500:1"))
        assert room.listen() == {"party": "t", "agent": "p"}
        assert room.listen()["party"] == "a"
        assert ended == [room.ids["party"]]

    def test_many_loud_voices_are_cut_not_turned_over(self) -> None:
        mixer, ear = Mixer(), Customer(iter(()))
        for number in range(1, 9):
            mixer.add(Leg(number, peer=Customer(endless(440))))
        mixer.add(Leg(9, peer=ear))
        for number in range(1, 10):
            mixer.place(number, "call", "agent")
        for _ in range(TICKS):
            mixer.tick()
        sound = np.concatenate(list(ear.heard)).astype(np.int32)
        assert sound.max() == 32_767
        assert np.abs(np.diff(sound)).max() < 40_000

    def test_nobody_is_left_in_the_plan_who_has_gone(self) -> None:
        room = Room(party="party", agent="agent", supervisor="barge")
        room.mixer.remove(room.ids["supervisor"])
        del room.people["supervisor"]
        assert room.listen() == {"party": "a", "agent": "p"}


class TestSilence:
    def test_of_who_said_so_is_no_end_and_of_others_is(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("ringdesk.domains.telephony.media.mixer.QUIET_S", -1.0)
        mixer, gone = Mixer(), list[int]()
        mixer.on.quiet = gone.append
        for number, silent in ((1, False), (2, True)):
            rtp = Rtp(Ports("127.0.0.1").open())
            rtp.aim(Far("127.0.0.1", 9, PCMU, 101, silent))
            mixer.add(Leg(number, rtp=rtp))
        mixer.tick()
        assert gone == [1]
        for number in (1, 2):
            mixer.remove(number)
