"""The guide as a book: HTML for paper, and the PDF that a browser prints of it."""
