"""Where films live: a folder or S3."""
