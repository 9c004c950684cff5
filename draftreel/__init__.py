"""Draftreel renders CapCut and JianYing drafts to films on Linux, without the app."""
