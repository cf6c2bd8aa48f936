"""The compliance report: what is so, from live data."""
