"""From tokens to HTML that is safe to show."""
