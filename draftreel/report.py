"""What was exact, close, stood in for or missing."""
