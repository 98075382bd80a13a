"""Measures the plugin on notes that other people wrote, in a folder of collections that lies on this machine."""
