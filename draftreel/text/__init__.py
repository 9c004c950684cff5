"""Fonts, layout and raster."""
