"""What is quicker must find the same."""

from hypothesis import given
from hypothesis import strategies as st

from ringdesk.domains.assistant import features, priorities

SIGNS = "abcz'@.:/- \t\n0123459_!?"
PIECES = [
    "'",
    "don't",
    "a'b'c",
    "500",
    "1234567",
    "x" * 40,
    "www.here.org",
    "me@here.org",
    "e3",
    "no one",
]


class TestWords:
    @given(st.text(SIGNS, max_size=80) | st.lists(st.sampled_from(PIECES)).map(" ".join))
    def test_in_plain_letters_are_found_as_in_all_others(self, text: str) -> None:
        assert features._plain_words(text) == features._WORD.findall(text)

    def test_lose_addresses_accents_and_case(self) -> None:
        said = (
            "Écrit à ME@here.org, see https://here.org/x and www.here.org: ERREUR 500, 1234567890"
        )
        assert features.words(said) == ["ecrit", "a", "see", "and", "erreur", "500", "000000"]


class TestARule:
    def test_is_looked_for_where_the_first_word_of_a_phrase_stands(self) -> None:
        assert priorities.first_word("(?:whole|entire) (?:company|office)") == "(?:whole|entire)"
        assert priorities.first_word("no one") == "no"
        assert priorities.first_word("sparks?") == "sparks?"

    @given(st.data())
    def test_holds_wherever_its_words_stand(self, data: st.DataObject) -> None:
        rule = data.draw(st.sampled_from(priorities.RULES))
        phrase = data.draw(st.from_regex(rule.pattern, fullmatch=True).map(str.strip))
        text = " ".join(features.words(phrase))
        if rule.pattern.search(text):
            began = [nr for word in text.split() for nr in priorities.begun_by(word)]
            assert priorities.RULES.index(rule) in began
