"""What a process makes anew whenever the published content changes."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from orienta.faq import store

T = TypeVar("T")


class Latest(Generic[T]):
    """Holds what `make` returned for the latest revision of the content; may be used by many threads.

    `make` is given what it returned before, to go on from."""

    def __init__(self, make: Callable[[Session, T | None], T]) -> None:
        self._make = make
        self._held: tuple[int, T] | None = None
        self._making = threading.Lock()

    def get(self, session: Session) -> T:
        """Return it, made anew if the content has changed."""
        revision = store.current_revision(session)
        if self._held is None or self._held[0] != revision:
            with self._making:
                if self._held is None or self._held[0] != revision:
                    before = self._held[1] if self._held else None
                    self._held = revision, self._make(session, before)
        return self._held[1]
