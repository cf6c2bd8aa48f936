from ringdesk.kernel.errors import Conflict, Invalid, NotAllowed, NotFound, NotSignedIn, TooMany


class PersonNotFound(NotFound):
    code = "PERSON_NOT_FOUND"


class SessionNotFound(NotFound):
    code = "SESSION_NOT_FOUND"


class BadCredentials(NotSignedIn):
    """Unknown, wrong and deactivated alike."""

    code = "BAD_CREDENTIALS"


class NameTaken(Conflict):
    code, text = "NAME_TAKEN", "This username or address is taken: choose another."


class SetupRequired(Conflict):
    code = "SETUP_REQUIRED"
    text = "This installation has no administrator yet: set it up with the set-up token first."


class RegistrationClosed(NotAllowed):
    code = "REGISTRATION_CLOSED"
    text = "This workspace does not let strangers register: ask its administrator."


class MayNotChooseRole(NotAllowed):
    code = "MAY_NOT_CHOOSE_ROLE"
    text = "Only an administrator makes accounts of this role."


class HoldsMore(NotAllowed):
    code = "HOLDS_MORE"
    text = "You can neither give a right that you don't hold nor change a person who holds more."


class LastAdministrator(Conflict):
    code = "LAST_ADMINISTRATOR"
    text = "A workspace keeps at least one active administrator: make another one first."


class AgentNotAvailable(Conflict):
    code, text = "AGENT_NOT_AVAILABLE", "This person can't take work: choose active staff."


class WeakPassword(Invalid):
    code = "WEAK_PASSWORD"
    text = "Choose a longer or less common password: at least 8 characters, not a well-known one."


class BadResetToken(Invalid):
    code = "BAD_RESET_TOKEN"
    text = "This link is used up or too old: ask for a new one."


class TooManyFailures(TooMany):
    code = "TOO_MANY_FAILURES"
    text = "Too many failed sign-ins from here: wait a little, then try again."
