"""What somebody typed, as a number."""

import random

import phonenumbers
import pytest
from phonenumbers import PhoneNumberFormat, PhoneNumberType
from phonenumbers.phonemetadata import PhoneMetadata
from phonenumbers.timezone import time_zones_for_number

from ringdesk.domains.telephony import REGIONS, national, number, zones_of_region
from ringdesk.domains.telephony.numbers import PREMIUM, SPECIALS
from ringdesk.kernel.errors import Invalid


def as_the_library_has_it(text: str, region: str | None) -> tuple[str, tuple[str, ...]] | None:
    """E.164 and zones of a number that some plan assigns, and that costs no extra."""
    try:
        parsed = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if phonenumbers.number_type(parsed) in (PhoneNumberType.UNKNOWN, PhoneNumberType.PREMIUM_RATE):
        return None
    zones = [zone for zone in time_zones_for_number(parsed) if zone != "Etc/Unknown"]
    return phonenumbers.format_number(parsed, PhoneNumberFormat.E164), tuple(zones)


def near_numbers(region: str, chance: random.Random, count: int) -> list[str]:
    """National numbers of a region, most of them spoiled from some digit on."""
    data = PhoneMetadata.metadata_for_region(region)
    assert data is not None
    kinds = [getattr(data, kind) for kind in (PREMIUM, *SPECIALS, "fixed_line", "mobile")]
    examples = [kind.example_number for kind in kinds if kind is not None and kind.example_number]
    made = []
    for _ in range(count):
        whole = chance.choice(examples)
        kept = chance.randrange(len(whole) + 1)
        made.append(whole[:kept] + "".join(chance.choices("0123456789", k=len(whole) - kept)))
    return made


class TestFastPath:
    @pytest.mark.parametrize("region", sorted(REGIONS))
    def test_says_what_the_library_says(self, region: str) -> None:
        code = phonenumbers.country_code_for_region(region)
        for digits in near_numbers(region, random.Random(region), 40):
            for text, home in ((f"+{code}{digits}", None), (digits, region)):
                expected = as_the_library_has_it(text, home)
                try:
                    found = number(text, home)
                except Invalid:
                    assert expected is None, text
                    continue
                if expected is not None:
                    assert found.valid and (found.e164, found.zones) == expected, text
                elif home is None:
                    assert not found.valid, text


class TestWithPlus:
    @pytest.mark.parametrize("text", ["+1234567890", "+12345678", "+999123456789012"])
    def test_is_kept_even_if_no_plan_assigns_it(self, text: str) -> None:
        found = number(text)
        assert (found.e164, found.valid) == (text, False)

    def test_knows_its_zone(self) -> None:
        assert number("+12125550100").zones == ("America/New_York",)
        assert number("+998901234567").zones == ("Asia/Tashkent",)

    def test_that_may_be_anywhere_has_all_zones_of_its_plan(self) -> None:
        assert len(number("+18002255288").zones) > 30
        assert number("+1234567890").zones == zones_of_region("US")

    def test_of_no_country_has_no_zone(self) -> None:
        assert number("+99912345678").zones == ()

    @pytest.mark.parametrize(
        "text",
        ["+1 (212) 555-0100", "+1\u00a0212\u00a0555\u00a00100", "\u202a+12125550100\u202c",
         "+1.212.555.0100", "tel:+12125550100", "+1 212 555 0100 ext. 5", "+١٢١٢٥٥٥٠١٠٠"],
    )  # fmt: skip
    def test_is_read_through_what_people_put_around(self, text: str) -> None:
        assert number(text).e164 == "+12125550100"

    def test_loses_a_trunk_zero(self) -> None:
        assert number("+44 (0)20 7946 0018").e164 == "+442079460018"

    @pytest.mark.parametrize("text", ["+", "+1234567", "+1234567890123456"])
    def test_of_another_length_is_none(self, text: str) -> None:
        with pytest.raises(Invalid):
            number(text)


class TestPremiumRate:
    """Calls to it are what thieves want of a dialler."""

    @pytest.mark.parametrize(
        "text", ["+19005551234", "+449098790000", "+4990012345678", "+979123456789"]
    )
    def test_is_kept_and_never_dialled(self, text: str) -> None:
        found = number(text)
        assert (found.e164, found.valid) == (text, False)

    @pytest.mark.parametrize(
        ("text", "region", "e164"),
        [("1-900-555-1234", "US", "+19005551234"), ("0909 879 0000", "GB", "+449098790000")],
    )
    def test_is_none_without_plus_either(self, text: str, region: str, e164: str) -> None:
        found = number(text, region)
        assert (found.e164, found.valid) == (e164, False)


class TestEmergencyNumbers:
    @pytest.mark.parametrize("text", ["112", "911", "999", "110", "000", "+112", "+911"])
    def test_are_no_leads_anywhere(self, text: str) -> None:
        for region in sorted(REGIONS):
            with pytest.raises(Invalid):
                number(text, region)


class TestWithoutPlus:
    @pytest.mark.parametrize(
        ("text", "region", "e164"),
        [("(212) 555-0100", "US", "+12125550100"), ("1 212 555 0100", "US", "+12125550100"),
         ("020 7946 0018", "GB", "+442079460018"), ("0171 1234567", "DE", "+491711234567"),
         ("8 912 345-67-89", "RU", "+79123456789"), ("90 123 45 67", "UZ", "+998901234567"),
         ("011 44 20 7946 0018", "US", "+442079460018"), ("1-800-FLOWERS", "US", "+18003569377"),
         ("1234567890", "US", "+11234567890")],
    )  # fmt: skip
    def test_is_of_the_region(self, text: str, region: str, e164: str) -> None:
        assert number(text, region).e164 == e164

    def test_is_one_whose_plus_a_spreadsheet_took(self) -> None:
        assert number("998901234567", "US").e164 == "+998901234567"

    @pytest.mark.parametrize(
        "text", ["", " ", "abc", "12345", "4.42071E+11", "4,42E11", "\x00", "5" * 100, "=1+2", "-"]
    )
    def test_that_is_no_number_is_refused(self, text: str) -> None:
        with pytest.raises(Invalid):
            number(text, "US")

    def test_nor_region_is_refused(self) -> None:
        for region in (None, "", "XX", "us"):
            with pytest.raises(Invalid):
                number("12345", region)


class TestNationalForm:
    def test_is_how_its_country_writes_it(self) -> None:
        assert national("+12125550100") == "(212) 555-0100"
        assert national("+442079460018") == "020 7946 0018"

    def test_of_what_no_plan_knows_is_the_number_itself(self) -> None:
        assert national("+1234567890") == "+1234567890"
        assert national("+99912345678") == "+99912345678"
