"""The keys that a deployment encrypts with; runs in Rasa's environment, too."""

import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class WrongKey(Exception):
    """A text was encrypted with a key that this process does not have."""


def read_keys(listed: str, folder: Path) -> MultiFernet:
    """Return the keys, newest first: what is encrypted with any of them can be read, the first one encrypts.

    `listed` holds Fernet keys separated by commas; if it is empty they stand in the file `keys` of the folder,
    which is made the first time, readable by its owner only.
    """
    texts = listed.split(",") if listed else _key_file(folder).read_text().split()
    return MultiFernet([Fernet(text.strip()) for text in texts])


def decrypt(keys: MultiFernet, token: bytes | str) -> str:
    """Return the text that was encrypted. Raises WrongKey."""
    try:
        return keys.decrypt(token).decode()
    except InvalidToken:
        raise WrongKey("The keys (ORIENTA_KEYS or the key file) do not fit the database.") from None


def _key_file(folder: Path) -> Path:
    file = folder / "keys"
    if file.exists():
        return file
    folder.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"keys.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(Fernet.generate_key())
    try:
        os.link(draft, file)  # whoever comes first wins, and nobody reads half a key
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return file
