"""Calls that come in: greeting, menu by keys, a queue for people with its skills, an agent."""
