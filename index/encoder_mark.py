"""Which encoder made a library's vectors, and that no other one is used with it."""

from index.encoder import Encoder
from index.errors import EncoderMismatch
from index.library_address import LibraryAddress
from index.manifest import EncoderMark, Manifest


def mark_of(encoder: Encoder) -> EncoderMark:
    """What a generation notes of an encoder."""
    return EncoderMark(encoder.name, encoder.identity, encoder.dimension)


def require_encoder(library: LibraryAddress, manifest: Manifest, encoder: Encoder) -> None:
    """Raises EncoderMismatch where the vectors come from another encoder."""
    if manifest.encoder.identity != encoder.identity:
        raise EncoderMismatch(
            f"The library in {library} was built with the encoder {manifest.encoder.name!r}, not with {encoder.name!r}. "
            f"Use --encoder {manifest.encoder.name}, or build another library.",
            library=str(library),
            built_with=manifest.encoder.name,
            encoder=encoder.name,
        )
