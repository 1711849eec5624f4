"""The single registration form: what a person needs, with their consent."""
