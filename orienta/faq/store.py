"""Entries in the database: the truth of a running deployment. Files are how they come and go."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from sqlalchemy import JSON, LargeBinary, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from orienta.database import Base
from orienta.encoder import Encoder
from orienta.faq.content import Entry, dump_entry
from orienta.vectors import encode, key


class FaqEntry(Base):
    """The published version of an entry."""

    __tablename__ = "faq_entries"

    id: Mapped[str] = mapped_column(String(60), primary_key=True)
    document: Mapped[dict[str, object]] = mapped_column(JSON)
    imported: Mapped[str] = mapped_column(String(64))
    """Checksum of the document as last imported: another checksum means that staff edited it."""
    revision: Mapped[int] = mapped_column(index=True)


class SentenceVector(Base):
    """The encoder's vector of a sentence, kept so that each is computed once."""

    __tablename__ = "sentence_vectors"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    """Half the SHA-256 of the encoder's name and the sentence."""
    vector: Mapped[bytes] = mapped_column(LargeBinary)


@dataclass
class Imported:
    """What an import did, by entry id."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    """Edited by staff since the last import, and therefore left alone."""


def import_entries(session: Session, entries: Iterable[Entry], *, overwrite: bool) -> Imported:
    """Bring entries into the database; leave those that staff edited alone, unless told to overwrite."""
    done = Imported()
    revision = current_revision(session) + 1
    for entry in entries:
        document = entry.model_dump(mode="json", exclude_none=True)
        stored = session.get(FaqEntry, entry.id)
        if stored is None:
            session.add(FaqEntry(id=entry.id, document=document, imported=checksum(entry), revision=revision))
            done.added.append(entry.id)
        elif stored.document == document:
            stored.imported = checksum(entry)
        elif stored.imported != checksum(Entry.model_validate(stored.document)) and not overwrite:
            done.kept.append(entry.id)
        else:
            stored.document, stored.imported, stored.revision = document, checksum(entry), revision
            done.changed.append(entry.id)
    return done


def published(session: Session) -> list[Entry]:
    """Return every published entry, by id."""
    rows = session.scalars(select(FaqEntry).order_by(FaqEntry.id))
    return [Entry.model_validate(row.document) for row in rows]


def current_revision(session: Session) -> int:
    """Return a number that grows whenever an entry is published; 0 for an empty database."""
    return session.scalar(select(func.max(FaqEntry.revision))) or 0


def checksum(entry: Entry) -> str:
    """Return the SHA-256 of an entry's file."""
    return hashlib.sha256(dump_entry(entry).encode()).hexdigest()


def without_vectors(session: Session, encoder: Encoder, sentences: Sequence[str]) -> list[str]:
    """Return the sentences whose vectors are not known yet."""
    known = set(session.scalars(select(SentenceVector.key)))
    return [sentence for sentence in sentences if key(encoder, sentence) not in known]


def vectors(session: Session, encoder: Encoder, sentences: Sequence[str], *, batch: int = 256) -> np.ndarray:
    """Return the sentences' vectors, computing and keeping those that are not known yet."""
    keys = [key(encoder, sentence) for sentence in sentences]
    stored = session.execute(select(SentenceVector.key, SentenceVector.vector))
    known = {name: vector for name, vector in stored}
    missing = {key: s for key, s in zip(keys, sentences, strict=True) if key not in known}
    left = list(missing.items())
    for start in range(0, len(left), batch):
        part = left[start : start + batch]
        for (name, _), vector in zip(part, encode(encoder, [s for _, s in part]), strict=True):
            known[name] = vector.astype(np.float16).tobytes()
            session.add(SentenceVector(key=name, vector=known[name]))
    return np.array([np.frombuffer(known[name], np.float16) for name in keys], np.float32)
