"""Numbers about calls and who made them: document 002's."""
