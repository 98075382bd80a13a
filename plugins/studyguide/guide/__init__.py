"""From sections to a guide: what is collected from them, and what is said about them."""
