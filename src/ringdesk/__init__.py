"""Ringdesk: an open-source, self-hosted, multi-tenant contact centre."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("ringdesk")
except PackageNotFoundError:  # run from a checkout that nobody installed
    __version__ = "0.1.0"
