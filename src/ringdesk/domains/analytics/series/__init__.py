"""Numbers over time: what was counted, by day and by what it was, of any period and zone."""
