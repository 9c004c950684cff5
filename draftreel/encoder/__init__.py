"""Frames and samples to files: video, audio, join, mux, verify."""
