"""Every setting of the application, read from the environment (ORIENTA_…) or a .env file."""

from functools import lru_cache
from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).parent.parent


class Settings(BaseSettings):
    """What a deployment may change. The defaults run everything on one machine."""

    model_config = SettingsConfigDict(env_prefix="ORIENTA_", env_file=".env", extra="ignore")

    host: str = "127.0.0.1"
    """Address that the web chat listens on."""
    port: int = 8000
    """Port of the web chat."""
    rasa_port: int = 5005
    """Port of the Rasa server, on loopback."""
    rasa_token: str = ""
    """Opens Rasa's own API, of which only /status is used."""
    actions_port: int = 5055
    """Port of the action and NLG server, on loopback."""
    data: Path = ROOT / "var"
    """Folder of the database, the keys and the logs."""
    database: str = ""
    """SQLAlchemy address of the database; empty means SQLite in the data folder."""
    keys: str = ""
    """Fernet keys separated by commas, newest first; empty means a key file in the data folder."""
    keep_messages_hours: int = 24
    """Hours after which the text of a conversation is deleted."""
    keep_appointments_days: int = 30
    """Days after an appointment ended until nobody can tell any more whose it was."""
    keep_registrations_days: int = 180
    """Days after its last change until a registration is deleted."""
    turn_seconds: float = 8.0
    """Seconds that the web chat waits for Rasa before it says that it has trouble."""
    leave_to: str = "https://www.google.com/search?q=clima"
    """Page shown after "leave quickly": something that anyone could have been reading."""

    @property
    def database_url(self) -> str:
        """The address of the database in use."""
        return self.database or f"sqlite:///{self.data / 'orienta.db'}"

    @property
    def tracker_url(self) -> str:
        """The address of the database of Rasa's tracker store (endpoints.yml names the same file)."""
        return f"sqlite:///{self.data / 'rasa.db'}"

    @property
    def rasa_url(self) -> str:
        """The address of the Rasa server."""
        return f"http://127.0.0.1:{self.rasa_port}"

    @property
    def actions_url(self) -> str:
        """The address of the action and NLG server."""
        return f"http://127.0.0.1:{self.actions_port}"


@lru_cache
def settings() -> Settings:
    """Return the settings of this process."""
    return Settings()
