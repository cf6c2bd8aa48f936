"""What points back to what was said before, in four languages."""

import pytest

from ringdesk.domains.knowledge.followups import points_back
from ringdesk.domains.knowledge.words import plain


class TestAQuestion:
    @pytest.mark.parametrize(
        "text",
        [
            "and on a Mac?", "How long does that take?", "Is it expensive?", "Why is this needed?",
            "What do they cost?", "on Windows", "Und auf dem Mac?", "Wie lange dauert das?",
            "Was kostet es?", "Brauche ich dafür eine Karte?", "¿Y en un Mac?",
            "¿Cuánto cuesta eso?", "¿Dónde puedo comprarlo?", "А на маке?", "Сколько это стоит?",
            "Как долго они работают?",
        ],
    )  # fmt: skip
    def test_that_points_back(self, text: str) -> None:
        assert points_back(plain(text))

    @pytest.mark.parametrize(
        "text",
        [
            "May I bring my dog on Friday?", "Is there parking?",
            "Is it possible to pay by cheque?",
            "Are you open this weekend?", "I was charged twice", "My screen is black", "",
            "Darf ich meinen Hund mitbringen?", "Gibt es Parkplätze?",
            "Ist es möglich, bar zu zahlen?",
            "¿Puedo llevar a mi perro?", "¿Hay aparcamiento?", "¿Están abiertos esta semana?",
            "Можно прийти с собакой?", "Есть парковка?", "Какой у вас адрес?",
        ],
    )  # fmt: skip
    def test_that_stands_alone(self, text: str) -> None:
        assert not points_back(plain(text))
