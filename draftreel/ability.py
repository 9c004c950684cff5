"""Which codecs this build of FFmpeg can encode, found out without what encodes."""

from collections.abc import Mapping

from draftreel.choices import Codec

ENCODERS: Mapping[Codec, str] = {
    Codec.H264: "libx264",
    Codec.HEVC: "libx265",
    Codec.AV1: "libsvtav1",
    Codec.VP9: "libvpx-vp9",
}
"""By what FFmpeg calls the encoders that we use."""


def is_available(codec: Codec) -> bool:
    """Whether pictures can be encoded so."""
    from av.codec.codec import codecs_available  # noqa: PLC0415 - 20 MB, for those only who ask

    return ENCODERS[codec] in codecs_available
