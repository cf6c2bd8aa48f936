"""An attempt: written with all that forbids it asked before, and then asked of a carrier, once."""
