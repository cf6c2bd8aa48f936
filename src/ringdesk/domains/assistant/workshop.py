"""What is made before anything is served; its tools are loaded only here, and not shipped."""

from collections.abc import Callable


def build_encoder() -> bool:
    """Part of the installation; does nothing if the encoder is there. Whether it is there now."""
    from ringdesk.domains.assistant.encoder.build import main  # noqa: PLC0415 - see above

    return not main()


def train_shipped_heads(say: Callable[[str], None]) -> None:
    """ImportError outside a checkout that has the group `train`."""
    from ringdesk.domains.assistant.training.heads import train_all  # noqa: PLC0415 - see above

    train_all(say)
