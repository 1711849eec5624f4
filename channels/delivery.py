"""Delivers what is due, each message once, whichever process does it; and frees what was held too long."""

from datetime import UTC, datetime

from orienta.appointments.booking import lapse
from orienta.conversations import conversation as conversations
from orienta.database import unit_of_work
from orienta.messages import inbox, outbox
from orienta.messages.inbox import Turn

MOST = 50
"""Messages taken at once."""


def deliver_due() -> int:
    """Deliver the messages that are due into their conversations; return how many."""
    now = datetime.now(UTC)
    with unit_of_work() as session:
        lapse(session, now)
    with unit_of_work() as session:
        due = outbox.take_due(session, now, MOST)
        for message in due:
            conversation = conversations.find(session, message.conversation_id)
            turn = Turn(language=message.language, outcome="act", replies=outbox.said(message))
            inbox.tell(session, conversation.id, conversation.channel, message.key, turn, now)
            conversations.offer(
                conversation, {b.payload: b.title for said in turn.replies for b in said.buttons}
            )
            outbox.sent(message, now)
    return len(due)
