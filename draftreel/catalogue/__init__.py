"""Resource id to call and fidelity: data files and a loader."""
