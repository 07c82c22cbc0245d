"""Bytes in, facts out: what a media file is, what is in it, and pictures drawn from it."""
