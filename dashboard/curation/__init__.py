"""events.yaml <-> events: curated ones, and decisions about extracted ones by their ids."""

from dashboard.curation.applying import Curated, Note, apply_curation, check_evidence, without_settled
from dashboard.curation.reading import Curation, Pair, Review, parse_curation, read_curation
from dashboard.curation.writing import events_yaml

__all__ = [
    "Curated",
    "Curation",
    "Note",
    "Pair",
    "Review",
    "apply_curation",
    "check_evidence",
    "events_yaml",
    "parse_curation",
    "read_curation",
    "without_settled",
]
