"""Ten thousand things that people do at once, from several processes: nobody is wronged, nothing is lost."""

import random

import pytest

from orienta.database import unit_of_work
from tests.appointments.crowd import live
from tests.appointments.replay import Replay

OPERATIONS = 10_000


@pytest.mark.usefixtures("address")
def test_whatever_a_crowd_does_at_once_nobody_is_wronged_and_nothing_is_lost() -> None:
    seed = random.randrange(2**32)
    print(f"seed: {seed}")

    deeds = live(seed, OPERATIONS)

    assert [deed for deed in deeds if deed.failed] == []
    with unit_of_work() as session:
        replay = Replay(session, deeds)
        assert replay.left_by_refusals() == []
        assert replay.lost() == []
        assert list(replay.wrongs()) == []
        assert replay.seats_that_differ() == set()
        assert replay.list_that_differs() == set()
        assert replay.not_reminded() == set()
