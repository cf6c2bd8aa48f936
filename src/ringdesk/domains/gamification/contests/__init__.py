"""Challenges, and competitions between teams."""
