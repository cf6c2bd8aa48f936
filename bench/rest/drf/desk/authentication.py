import jwt
from django.conf import settings
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed

from desk.models import Person


class Bearer(BaseAuthentication):
    """Signature and time by PyJWT, then the account: what djangorestframework-simplejwt does."""

    def authenticate(self, request):  # noqa: ANN001, ANN201 - as the framework names it
        token = request.headers.get("authorization", "")[7:]
        try:
            claims = jwt.decode(token, settings.SECRET_KEY, algorithms=["HS256"])
            person = Person.objects.get(pk=int(claims["sub"]), is_active=True)
        except (jwt.InvalidTokenError, Person.DoesNotExist) as error:
            raise AuthenticationFailed from error
        return person, claims

    def authenticate_header(self, request):  # noqa: ANN001, ANN201
        return "Bearer"
