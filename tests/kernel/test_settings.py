from pathlib import Path

import pytest

from ringdesk.kernel.settings import BadSettings, Settings


def settings(**given: str) -> Settings:
    return Settings.from_environment({f"RINGDESK_{name}": value for name, value in given.items()})


class TestSettings:
    def test_have_defaults_that_work(self) -> None:
        default = settings()
        assert (default.host, default.port, default.on_loopback) == ("127.0.0.1", 8000, True)
        assert default.address == "http://127.0.0.1:8000" and default.strangers_may_open_tenants

    def test_take_what_the_environment_says(self) -> None:
        told = settings(
            PORT="9000", CORS_ORIGINS="https://a.org, https://b.org,", RATE_LIMIT_ENABLED="false",
            TRUSTED_PROXIES="10.0.0.1", PUBLIC_URL="https://desk.org/", OPEN_TENANTS="true",
        )  # fmt: skip
        assert told.port == 9000 and not told.rate_limit_enabled and told.secure_cookies
        assert told.cors_origins == ("https://a.org", "https://b.org")
        assert (told.trusted_proxies, told.address) == (("10.0.0.1",), "https://desk.org")

    def test_treat_empty_as_not_given(self) -> None:
        assert settings(PORT="", CORS_ORIGINS="").port == 8000

    @pytest.mark.parametrize(
        ("name", "value"),
        [("PORT", "http"), ("RATE_LIMIT_ENABLED", "perhaps"), ("CORS_ORIGINS", "*"),
         ("PUBLIC_URL", "desk.org"), ("PUBLIC_URL", "javascript:alert(1)"), ("SECRET", "short"),
         ("LOG_LEVEL", "LOUD"), ("EGRESS_ALLOW", "http://127.0.0.1"), ("EGRESS_ALLOW", "*"),
         ("TRUSTED_PROXIES", "proxy.local"), ("TRUSTED_PROXIES", "10.0.0.1/8"),
         ("DB_POOL_SIZE", "many")],
    )  # fmt: skip
    def test_say_what_is_wrong_before_anything_is_served(self, name: str, value: str) -> None:
        with pytest.raises(BadSettings):
            settings(**{name: value})

    @pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "desk.org", "127.0.0.1.org"])
    def test_know_what_is_exposed(self, host: str) -> None:
        exposed = settings(HOST=host)
        assert not exposed.on_loopback and not exposed.strangers_may_open_tenants


class TestTheSecret:
    def test_is_made_once_for_all_processes(self, tmp_path: Path) -> None:
        first = settings(DATA_DIR=str(tmp_path)).secret_key()
        assert settings(DATA_DIR=str(tmp_path)).secret_key() == first
        assert len(first) == 64 and (tmp_path / "secret").stat().st_mode & 0o777 == 0o600

    def test_is_that_of_the_environment_if_there_is_one(self, tmp_path: Path) -> None:
        given = settings(DATA_DIR=str(tmp_path), SECRET="x" * 32)
        assert given.secret_key() == b"x" * 32 and not (tmp_path / "secret").exists()
