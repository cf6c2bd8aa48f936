"""Leads that are one person: found, and made one."""
