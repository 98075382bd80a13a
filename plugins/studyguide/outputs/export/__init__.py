"""The guide as a plain Markdown project for other engines."""
