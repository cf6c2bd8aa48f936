"""Acts on many leads at once."""
