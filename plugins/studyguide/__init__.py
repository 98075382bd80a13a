"""Turn plain Markdown notes into a cross-linked study guide."""

__version__ = "0.1.0"
