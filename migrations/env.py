"""Runs the migrations against the configured database."""

from alembic import context

import orienta.appointments.records
import orienta.centres.records
import orienta.conversations.conversation
import orienta.faq.feedback
import orienta.faq.store
import orienta.journal.turns
import orienta.messages.inbox
import orienta.messages.outbox
import orienta.registration.records  # noqa: F401
from orienta.database import Base, engine

with engine().connect() as connection:
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
