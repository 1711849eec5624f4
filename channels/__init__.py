"""The doors for people: each channel receives, the relay carries, the channel sends."""
