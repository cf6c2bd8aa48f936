"""The press: what turns a document's data into pages (`kernel/pdf.py` is its face)."""
