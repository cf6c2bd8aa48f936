from tests.api.conftest import installation

__all__ = ["installation"]
