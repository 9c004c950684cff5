"""Text animations: (progress, cluster, count, **params) -> Pose."""
