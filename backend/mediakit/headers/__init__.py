"""Readers of image headers. They touch a few kilobytes and decode nothing, so that a bomb costs nothing."""
