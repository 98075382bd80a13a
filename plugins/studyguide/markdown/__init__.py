"""From text to tokens. Knows Markdown and its dialects, and nothing of a guide."""
