"""What a tenant knows: FAQ entries, articles, canned replies, solved tickets; and how it is found.

Others import this face, nothing deeper. What an act writes is found from its transaction on.
"""

from ringdesk.domains.knowledge.entries import (
    add_entry,
    change_entry,
    delete_entry,
    get_entry,
    list_categories,
    list_entries,
    list_versions,
    vote,
)
from ringdesk.domains.knowledge.errors import (
    EntryChangedMeanwhile,
    EntryNotFound,
    ShortcutTaken,
    TooManyEntries,
)
from ringdesk.domains.knowledge.events import EntryAdded, EntryChanged, EntryDeleted
from ringdesk.domains.knowledge.jobs import register
from ringdesk.domains.knowledge.models import (
    LANGUAGES,
    CategoryCount,
    Entry,
    EntryChanges,
    EntryFilter,
    EntryKind,
    EntryVersion,
    Found,
    How,
    Language,
    Line,
    NewEntry,
    Preview,
    SourceKind,
    State,
    Suggestion,
    SuggestionKind,
    Summary,
    UseCount,
    Visibility,
)
from ringdesk.domains.knowledge.passages import forget_solved, remember_solved
from ringdesk.domains.knowledge.personal import PERSONAL
from ringdesk.domains.knowledge.phrases import phrase
from ringdesk.domains.knowledge.retrieval import address, answers, revision
from ringdesk.domains.knowledge.sheet import Imported, export_faqs, import_faqs
from ringdesk.domains.knowledge.suggestions import (
    Asked,
    filled,
    preview,
    published_answers,
    readable,
    shortened,
    suggest,
    suggest_to_customers,
)
from ringdesk.domains.knowledge.summaries import summarise
from ringdesk.domains.knowledge.uses import count_use, uses

__all__ = [
    "LANGUAGES", "PERSONAL", "Asked", "CategoryCount", "Entry", "EntryAdded", "EntryChanged",
    "EntryChangedMeanwhile", "EntryChanges", "EntryDeleted", "EntryFilter", "EntryKind",
    "EntryNotFound", "EntryVersion", "Found", "How", "Imported", "Language", "Line", "NewEntry",
    "Preview", "ShortcutTaken", "SourceKind", "State", "Suggestion", "SuggestionKind",
    "Summary", "TooManyEntries", "UseCount", "Visibility", "add_entry", "address", "answers",
    "change_entry", "count_use", "delete_entry", "export_faqs", "filled", "forget_solved",
    "get_entry", "import_faqs", "list_categories", "list_entries", "list_versions", "phrase",
    "preview", "published_answers", "readable", "register", "remember_solved", "revision",
    "shortened", "suggest", "suggest_to_customers", "summarise", "uses", "vote",
]  # fmt: skip
