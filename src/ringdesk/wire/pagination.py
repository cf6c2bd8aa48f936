"""Document 002's pages: numbered from 1, with an exact total."""

from typing import Self

from msgspec import Struct


class PaginationOut(Struct, frozen=True):
    page: int
    limit: int
    total: int
    pages: int

    @classmethod
    def of(cls, page: int, limit: int, total: int) -> Self:
        return cls(page, limit, total, -(-total // limit) if limit else 0)
