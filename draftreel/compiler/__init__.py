"""Draft to timeline: the only place that knows both worlds."""
