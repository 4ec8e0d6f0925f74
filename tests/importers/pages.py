"""Real PDFs for tests: printed by Chromium, changed by pypdf."""

from collections.abc import Callable
from io import BytesIO

from playwright.sync_api import Browser, PdfMargins
from pypdf import PdfReader, PdfWriter

_RUNNING = "<div style='font-size:9px; width:100%; text-align:center'>{}</div>"
_MARGIN: PdfMargins = {"top": "2cm", "bottom": "2cm", "left": "3cm", "right": "1.5cm"}


def print_page(browser: Browser, body: str, *, style: str = "", header: str = "", footer: str = "") -> bytes:
    """Return the PDF of a page in Russian with this body."""
    context = browser.new_context()
    page = context.new_page()
    page.set_content(
        f"<meta charset=utf-8><style>body {{font: 14pt serif}} {style}</style><body lang=ru>{body}"
    )
    printed = page.pdf(
        format="A4",
        margin=_MARGIN,
        display_header_footer=bool(header or footer),
        header_template=_RUNNING.format(header or "&nbsp;"),
        footer_template=_RUNNING.format(footer or "&nbsp;"),
    )
    context.close()
    return printed


def rewrite(payload: bytes, change: Callable[[PdfWriter], None]) -> bytes:
    """Return a PDF after ``change`` has had its way with it."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(payload)))
    change(writer)
    with BytesIO() as written:
        writer.write(written)
        return written.getvalue()
