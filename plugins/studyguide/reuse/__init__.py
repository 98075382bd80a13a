"""What was made once and need not be made again: between the builds of one process."""
