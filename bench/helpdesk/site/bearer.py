import jwt
from django.conf import settings
from django.contrib.auth.models import User
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed


class Bearer(BaseAuthentication):
    """A token instead of its session or basic authentication, which would hash each time."""

    def authenticate(self, request):  # noqa: ANN001, ANN201 - as the framework names it
        try:
            jwt.decode(
                request.headers.get("authorization", "")[7:],
                settings.SECRET_KEY,
                algorithms=["HS256"],
            )
        except jwt.InvalidTokenError as error:
            raise AuthenticationFailed from error
        return User.objects.get(username="agent"), None
