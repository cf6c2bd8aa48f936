from ringdesk.kernel.errors import Conflict, Invalid, NotAllowed, NotFound


class WidgetNotFound(NotFound):
    """No such workspace, or its widget is switched off: strangers can't tell which."""

    code = "WIDGET_NOT_FOUND"


class ConsentNeeded(Invalid):
    code, text = "CONSENT_NEEDED", "Nothing is kept of a visitor who did not consent to it."


class IdentityNotProved(NotAllowed):
    code = "IDENTITY_NOT_PROVED"
    text = "The signature of this identity is wrong: check the widget's secret on your server."


class NotSetUp(Conflict):
    code, text = "WIDGET_NOT_SET_UP", "Save the widget's settings first."
