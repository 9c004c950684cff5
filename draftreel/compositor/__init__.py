"""Timeline and moment to image: `compositor.Compositor` draws.

Nothing is imported here: who only asks how a layer would stand does not wait for fonts and decoders.
"""
