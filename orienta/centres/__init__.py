"""The centres: where they are, what they offer, when they are open."""
