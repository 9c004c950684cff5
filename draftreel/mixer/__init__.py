"""Timeline to samples."""
