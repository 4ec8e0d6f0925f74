"""Names in OpenDocument, with the prefixes that its standard uses (ISO/IEC 26300)."""

from svod.importers.trees import shorten_by

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
shorten = shorten_by(
    {
        **{
            f"{_OASIS}{name}:1.0": f"{name}:"
            for name in ("office", "text", "style", "table", "manifest", "form", "script", "presentation")
        },
        f"{_OASIS}drawing:1.0": "draw:",
        f"{_OASIS}xsl-fo-compatible:1.0": "fo:",
        f"{_OASIS}svg-compatible:1.0": "svg:",
        "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0": "loext:",
        "http://www.w3.org/1999/xlink": "xlink:",
        "http://www.w3.org/1998/Math/MathML": "math:",
        "http://www.w3.org/XML/1998/namespace": "xml:",
    }
)
