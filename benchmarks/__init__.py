"""What a film costs."""
