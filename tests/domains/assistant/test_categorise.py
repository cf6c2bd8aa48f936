"""What a caller of `assistant.categorise` may rely on."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from ringdesk.domains import assistant
from ringdesk.domains.assistant import Prediction


def categorise(title: str, description: str = "") -> Prediction:
    return assistant.categorise(title=title, description=description)


class TestAPlainTicket:
    @pytest.mark.parametrize(
        ("title", "category"),
        [
            ("The system is down for all users", "system_down"),
            ("The application is very slow", "performance_issue"),
            ("I forgot my password", "password_reset"),
            ("Please install Visio on my laptop", "software_installation"),
            ("The printer is broken", "hardware_issue"),
            ("No internet connection in the office", "network_issue"),
            ("Question about my last invoice", "other"),
        ],
    )
    def test_is_named_by_its_category(self, title: str, category: str) -> None:
        assert categorise(title).category == category

    @pytest.mark.parametrize(
        ("title", "category"),
        [
            ("Passwort vergessen", "password_reset"),
            ("El ordenador va muy lento", "performance_issue"),
            ("Не включается ноутбук", "hardware_issue"),
        ],
    )
    def test_is_understood_in_every_language_of_the_web_app(
        self, title: str, category: str
    ) -> None:
        assert categorise(title).category == category

    def test_may_say_everything_in_its_description(self) -> None:
        found = categorise("", "I cannot log in, my account is locked, please reset my password")
        assert found.category == "password_reset"


class TestAPrediction:
    def test_names_one_of_the_seven_categories(self) -> None:
        assert len(assistant.CATEGORIES) == 7
        assert categorise("wifi down").category in assistant.CATEGORIES

    def test_has_a_confidence_that_is_a_probability(self) -> None:
        assert 0.0 <= categorise("wifi down").confidence <= 1.0

    def test_says_which_model_made_it(self) -> None:
        assert categorise("wifi down").model_version.startswith("linear-")

    def test_is_the_same_every_time(self) -> None:
        assert categorise("VPN drops", "every hour") == categorise("VPN drops", "every hour")

    def test_is_the_same_in_another_process(self) -> None:
        program = (
            "from ringdesk.domains import assistant;"
            "print(repr(assistant.categorise(title='VPN drops', description='every hour, again')))"
        )
        runs = {
            subprocess.run(
                [sys.executable, "-c", program],
                capture_output=True,
                check=True,
                text=True,
                env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            ).stdout.strip()
            for seed in ("1", "2")
        }
        assert runs == {repr(categorise("VPN drops", "every hour, again"))}

    def test_is_the_same_from_many_threads(self) -> None:
        with ThreadPoolExecutor(8) as threads:
            found = set(map(repr, threads.map(categorise, ["printer on fire"] * 64)))
        assert found == {repr(categorise("printer on fire"))}


class TestAnUnlikelyTicket:
    """It fits several categories: nothing is named that is more likely wrong than right."""

    UNCLEAR = "It does not work"

    def test_is_other(self) -> None:
        assert categorise(self.UNCLEAR).category == assistant.OTHER

    def test_has_the_low_confidence_of_other_itself(self) -> None:
        assert categorise(self.UNCLEAR).confidence < 0.5

    def test_any_other_category_is_named_with_half_or_more(self) -> None:
        titles = ["slow", "down", "password", "install", "broken", "network", "help", "laptop"]
        named = [categorise(title) for title in titles]
        assert all(each.confidence >= 0.5 for each in named if each.category != assistant.OTHER)


class TestATicketThatSaysNothing:
    @pytest.mark.parametrize("text", ["", " \n\t ", "...", "?!", "👍👍", "\x00\x00", "12345678"])
    def test_is_other(self, text: str) -> None:
        assert categorise(text, text).category == assistant.OTHER


class TestHostileText:
    @pytest.mark.parametrize(
        "text",
        [
            "a" * 200_000,
            "a " * 100_000,
            "ﷺ" * 100_000,  # one character that compatibility decomposition makes eighteen of
            "e" + "\u0301" * 100_000,
            "a@" * 50_000,
            "http://" * 20_000,
            "@" * 100_000,
            "'" * 100_000,
            "\ud800\udfff lone surrogates",
            "\u202e right to left \u2066 isolates \u200b",
            "{title} %s %(x)s ${jndi:ldap://x} '; drop table tickets; --",
            "密码忘记了" * 1_000,
            "𝕡𝕒𝕤𝕤𝕨𝕠𝕣𝕕",
        ],
        ids=lambda text: repr(text[:12]),
    )
    def test_is_answered_like_any_other(self, text: str) -> None:
        found = categorise(text, text)
        assert found.category in assistant.CATEGORIES
        assert 0.0 <= found.confidence <= 1.0

    def test_behind_the_first_four_thousand_characters_changes_nothing(self) -> None:
        start = "The printer is broken. " * 200
        assert categorise("Printer", start) == categorise("Printer", start + "password " * 900)

    def test_in_look_alike_letters_is_read_as_the_plain_ones(self) -> None:
        assert categorise("I forgot my 𝕡𝕒𝕤𝕤𝕨𝕠𝕣𝕕") == categorise("I forgot my password")

    def test_in_capitals_or_without_accents_means_the_same(self) -> None:
        assert categorise("CONTRASEÑA CADUCADA") == categorise("contrasena caducada")
