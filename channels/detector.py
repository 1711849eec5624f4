"""This process's language detector, fitted on the published example questions."""

import threading

from sqlalchemy.orm import Session

from orienta.faq import store
from orienta.languages import LANGUAGES, Detector

_current: tuple[int, Detector] | None = None
_refitting = threading.Lock()


def detector(session: Session) -> Detector:
    """Return the detector for the latest published revision of the content."""
    global _current
    revision = store.current_revision(session)
    if _current is None or _current[0] != revision:
        with _refitting:
            if _current is None or _current[0] != revision:
                entries = store.published(session)
                examples = {
                    code: [q for entry in entries for q in entry.languages[code].questions]
                    for code in LANGUAGES
                }
                _current = revision, Detector(examples)
    return _current[1]
