"""Ends well at once, and says nothing."""
