"""Bringing in a person, in a way that cannot fail silently."""
