import pytest

from ringdesk.kernel.secrets import CannotOpen, Vault

NEW, OLD = b"n" * 32, b"o" * 32


class TestAVault:
    def test_opens_what_it_sealed(self) -> None:
        vault = Vault(NEW)
        sealed = vault.seal("sk-secret ключ", purpose="a")
        assert vault.open(sealed, purpose="a") == "sk-secret ключ"
        assert "secret" not in sealed and sealed != vault.seal("sk-secret ключ", purpose="a")

    def test_opens_after_the_secret_was_replaced(self) -> None:
        sealed = Vault(OLD).seal("key", purpose="a")
        both = Vault(NEW, [OLD])
        assert both.open(sealed, purpose="a") == "key"
        fresh = both.seal("key", purpose="a")
        assert Vault(NEW).open(fresh, purpose="a") == "key"

    def test_opens_nothing_of_another_installation_row_or_tenant(self) -> None:
        sealed = Vault(NEW).seal("key", purpose="tenant 1, row a")
        for vault, purpose in [
            (Vault(OLD), "tenant 1, row a"), (Vault(NEW), "tenant 2, row a"), (Vault(NEW), ""),
        ]:  # fmt: skip
            with pytest.raises(CannotOpen):
                vault.open(sealed, purpose=purpose)

    @pytest.mark.parametrize("end", ["", ".", ".AAAA", ".!!!", ".é"])
    def test_says_so_of_what_it_never_sealed(self, end: str) -> None:
        sealed = Vault(NEW).seal("key", purpose="a")
        for broken in (end, sealed.partition(".")[0] + end, sealed[:-4], sealed + "AAAA"):
            with pytest.raises(CannotOpen):
                Vault(NEW).open(broken, purpose="a")
