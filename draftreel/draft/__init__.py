"""The draft file, typed, in the app's own words."""
