"""Measures the assistant against a stock Rasa bot, so that "faster" is a figure and not a feeling."""
