"""This process's language detector, fitted on the published example questions."""

from sqlalchemy.orm import Session

from orienta.faq import store
from orienta.faq.latest import Latest
from orienta.languages import LANGUAGES, Detector


def _fit(session: Session, _before: Detector | None) -> Detector:
    entries = store.published(session)
    return Detector({code: [q for e in entries for q in e.languages[code].questions] for code in LANGUAGES})


detector = Latest(_fit).get
"""Return the detector for the latest published revision of the content."""
