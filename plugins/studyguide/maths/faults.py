"""What keeps a formula from being drawn."""


class FormulaError(ValueError):
    """The message says what, as the end of “it cannot be drawn: …”."""
