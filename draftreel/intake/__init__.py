"""Where a draft comes from: addresses, guarded download, draft folders, material paths."""
