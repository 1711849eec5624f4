"""The core of Orienta: rules and records. It knows no door (channel, console or bot)."""
