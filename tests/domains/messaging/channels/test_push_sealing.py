"""Web Push: RFC 8291's example, and RFC 8292's token."""

import pytest
from cryptography.exceptions import InvalidTag
from joserfc import jwt
from joserfc.jwk import ECKey

from ringdesk.domains.messaging.channels.push import sealing

# RFC 8291, section 5 and appendix A.
PLAIN = b"When I grow up, I want to be a watermelon"
SENDER = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
BROWSER_PRIVATE = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"
BROWSER = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
SALT, AUTH = "DGv6ra1nlYgDCS1FRnbzlw", "BTBZMqHH6r4Tts7J_aSIgg"
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
    "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
    "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


class TestSealing:
    def test_the_example_of_the_rfc_comes_out_letter_for_letter(self) -> None:
        made = sealing.sealed(
            PLAIN, browser=sealing.decoded(BROWSER), auth=sealing.decoded(AUTH),
            sender=sealing.private_key_of(SENDER), salt=sealing.decoded(SALT),
        )  # fmt: skip
        assert sealing.encoded(made) == SEALED

    def test_the_browser_reads_it_and_nobody_with_another_secret(self) -> None:
        mine = sealing.private_key_of(BROWSER_PRIVATE)
        auth = sealing.decoded(AUTH)
        made = sealing.sealed("Привет 🍉".encode(), browser=sealing.decoded(BROWSER), auth=auth)
        assert sealing.opened(made, mine=mine, auth=auth).decode() == "Привет 🍉"
        with pytest.raises(InvalidTag):
            sealing.opened(made, mine=mine, auth=b"x" * 16)

    def test_each_message_has_a_key_and_a_salt_of_its_own(self) -> None:
        browser, auth = sealing.decoded(BROWSER), sealing.decoded(AUTH)
        one = sealing.sealed(PLAIN, browser=browser, auth=auth)
        other = sealing.sealed(PLAIN, browser=browser, auth=auth)
        assert one[:16] != other[:16]
        assert one[21:86] != other[21:86]

    @pytest.mark.parametrize(
        ("browser", "auth", "plain"),
        [
            (b"", b"a" * 16, PLAIN),
            (b"\x04" + b"\x01" * 64, b"a" * 16, PLAIN),
            (sealing.decoded(BROWSER), b"", PLAIN),
            (sealing.decoded(BROWSER), b"a" * 16, b"x" * 4000),
        ],
    )
    def test_what_is_no_key_no_secret_or_too_much_is_refused(
        self, browser: bytes, auth: bytes, plain: bytes
    ) -> None:
        with pytest.raises(ValueError):
            sealing.sealed(plain, browser=browser, auth=auth)

    def test_the_largest_that_every_push_service_takes_is_4096_bytes_sealed(self) -> None:
        made = sealing.sealed(
            b"x" * sealing.MOST_BYTES, browser=sealing.decoded(BROWSER), auth=b"a" * 16
        )
        assert len(made) == 4096


class TestAuthorization:
    def test_names_the_service_and_us_and_is_signed_with_our_key(self) -> None:
        private = sealing.new_private_key()
        header = sealing.authorization(
            "https://push.example:8443/send/abc", private, "mailto:us@example.org"
        )
        token, key = header.removeprefix("vapid t=").split(", k=")
        point = sealing.decoded(key)
        known = ECKey.import_key({
            "kty": "EC", "crv": "P-256", "x": sealing.encoded(point[1:33]),
            "y": sealing.encoded(point[33:]),
        })  # fmt: skip
        claims = jwt.decode(token, known, algorithms=["ES256"]).claims
        assert claims["aud"] == "https://push.example:8443"
        assert claims["sub"] == "mailto:us@example.org"
        assert key == sealing.public_key_of(private)
