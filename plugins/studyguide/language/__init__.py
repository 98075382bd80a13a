"""The language of a guide: the words that its readers meet, numbers, days, the order of names, the way of writing."""
