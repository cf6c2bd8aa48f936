"""Which call of ours a sound is, and whom of the staff it is for. Sounds go by their carrier's name
for the call."""


class Sounds:
    def __init__(self) -> None:
        self.wanted: dict[int, str] = {}  # by person: what they are to hear
        self.ids: dict[str, int] = {}

    def call_of(self, sound: str | None) -> int | None:
        return None if sound is None else self.ids.get(sound)

    def hand_over(self, sound: str, call_id: int, person_id: int) -> list[int]:
        """It is for them. For whom it is no more."""
        self.ids[sound] = call_id
        others = [one for one, it in self.wanted.items() if it == sound and one != person_id]
        for other in others:
            del self.wanted[other]
        self.wanted[person_id] = sound
        return others

    def end(self, call_id: int) -> None:
        over = {sound for sound, its in self.ids.items() if its == call_id}
        self.ids = {sound: its for sound, its in self.ids.items() if sound not in over}
        self.wanted = {one: sound for one, sound in self.wanted.items() if sound not in over}
