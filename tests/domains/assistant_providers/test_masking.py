import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringdesk.domains.assistant.providers.masking import Masking

# All made up, with checksums that hold.
PERSONAL = [
    ("ada@example.org", "EMAIL"), ("ada.l+shop@mail.example.co.uk", "EMAIL"),
    ("O'Neil_99@exämple.org", "EMAIL"),
    ("4111 1111 1111 1111", "CARD"), ("4111-1111-1111-1111", "CARD"), ("378282246310005", "CARD"),
    ("DE89 3704 0044 0532 0130 00", "IBAN"), ("GB82WEST12345698765432", "IBAN"),
    ("ES9121000418450200051332", "IBAN"), ("gb82west12345698765432", "IBAN"),
    ("203.0.113.7", "IP"), ("2001:db8::7", "IP"), ("fe80::1ff:fe23:4567:890a", "IP"),
    ("+44 20 7946 0958", "PHONE"), ("+1 (555) 010-9999", "PHONE"), ("030 1234567", "PHONE"),
    ("0049 30 1234567", "PHONE"), ("8 (495) 123-45-67", "PHONE"), ("555-010-9999", "PHONE"),
    ("+34 612 34 56 78", "PHONE"), ("(030) 12 34 567", "PHONE"),
    ("123-45-6789", "ID"), ("AB 12 34 56 C", "ID"), ("12345678Z", "ID"), ("X1234567L", "ID"),
    ("86095742719", "ID"), ("112-233-445 95", "ID"), ("500100732259", "ID"),
    ("1 85 05 78 006 084 91", "ID"), ("RSSMRA85T10A562S", "ID"), ("44051401359", "ID"),
    ("529.982.247-25", "ID"),
]  # fmt: skip
HARMLESS = [
    "Order 123456 of 2026-11-22 10:30", "on 22.11.2026", "version 1.2.3", "Error 0x80070057",
    "at 10:30:45", "it costs 1,299.00", "500 Internal Server Error", "ticket #4711", "DE123",
    "C++ :: scope", "10 000 people", "user@", "@ada", "a-b-c", "1234567",
]  # fmt: skip


class TestWhatIsFound:
    @pytest.mark.parametrize(("text", "kind"), PERSONAL)
    def test_is_replaced_by_its_kind(self, text: str, kind: str) -> None:
        for sentence in (text, f"It is {text}.", f"({text})", f"Mine:{text}, yours?", f"«{text}»"):
            masked = Masking().mask(sentence)
            assert f"[{kind}_1]" in masked, masked
            assert text not in masked

    @pytest.mark.parametrize("text", HARMLESS)
    def test_is_not_everything(self, text: str) -> None:
        assert Masking().mask(text) == text

    @pytest.mark.parametrize(
        "text", ["4111 1111 1111 1112", "DE88 3704 0044 0532 0130 00"]
    )  # fmt: skip
    def test_is_told_by_its_checksum(self, text: str) -> None:
        masked = Masking().mask(text)
        assert "CARD" not in masked and "IBAN" not in masked

    def test_has_the_same_placeholder_in_all_texts(self) -> None:
        masking = Masking()
        assert masking.mask("a@b.org and c@d.org") == "[EMAIL_1] and [EMAIL_2]"
        assert masking.mask("c@d.org, again c@d.org") == "[EMAIL_2], again [EMAIL_2]"
        assert masking.found == 2

    def test_includes_names_that_are_known(self) -> None:
        masking = Masking(["Ada  Lovelace", "Li", "Jürgen Groß"])
        masked = masking.mask("ada lovelace, Ada and LOVELACE wrote to Jürgen; Adam and Li did not")
        assert masked == (
            "[PERSON_1], [PERSON_2] and [PERSON_3] wrote to [PERSON_4]; Adam and Li did not"
        )
        assert masking.restore("[PERSON_2]") == "Ada"


class TestWhatComesBack:
    def test_is_what_was_there(self) -> None:
        masking = Masking()
        masked = masking.mask("Write to a@b.org")
        assert masking.restore(masked) == "Write to a@b.org"

    def test_is_nothing_that_we_never_gave_out(self) -> None:
        assert Masking().restore("Call [PHONE_7] or [OTHER_1]") == "Call … or [OTHER_1]"

    def test_is_never_anothers(self) -> None:
        """A customer who writes a placeholder gets the placeholder back."""
        masking = Masking()
        masked = masking.mask("My address is [EMAIL_1], not secret@example.org")
        assert masked == "My address is [TEXT_1], not [EMAIL_1]"
        assert masking.restore("So it is [TEXT_1]") == "So it is [EMAIL_1]"

    @given(st.text(max_size=300))
    def test_is_every_text_unchanged(self, text: str) -> None:
        masking = Masking(["Ada"])
        assert masking.restore(masking.mask(text)) == text

    @pytest.mark.parametrize(
        "text",
        ["a" * 50_000, "1" * 50_000, "1 " * 25_000, "a." * 25_000, "a@" * 25_000, ":" * 50_000,
         "1:" * 25_000, "+" * 50_000, "[EMAIL_" * 7_000, "DE12 " * 10_000, "1." * 25_000,
         "(0" * 25_000, "-1" * 25_000],
    )  # fmt: skip
    def test_is_there_soon_whatever_was_written(self, text: str) -> None:
        masking = Masking(["Ada Lovelace"])
        assert masking.restore(masking.mask(text)) == text
