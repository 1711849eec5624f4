"""The kinds of danger that a person may be in, and the entry that says more about each."""

ENTRIES = {
    "attack": "emergency",
    "kidnapped": "emergency",
    "violence": "violence-women",
    "child": "children-alone",
    "suicide": "mental-health",
    "medical": "emergency",
}
