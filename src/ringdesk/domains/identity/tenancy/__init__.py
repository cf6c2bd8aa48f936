"""Tenants and who works in them: invitations, roles, API tokens, settings, suspension."""
