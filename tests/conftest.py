"""What the tests share: one running assistant, and a conversation of its own for each test."""

from collections.abc import Iterator

import pytest

from tests.assistant import Assistant, Talk


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """A whole assistant, shared by the tests that leave it as it was."""
    with Assistant(tmp_path_factory.mktemp("assistant")) as running:
        yield running


@pytest.fixture
def talk(assistant: Assistant) -> Talk:
    """A new conversation."""
    return Talk(assistant)
