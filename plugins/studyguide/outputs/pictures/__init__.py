"""Saves the pictures of other sites beside the notes that show them."""
