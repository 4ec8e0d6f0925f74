"""What the head and the frame of a page say, and the links that lead to it from above."""

from collections.abc import Sequence
from dataclasses import replace

from svod import urls
from svod.archive.labels import TAXONOMIES
from svod.config import Config
from svod.localization import Localization
from svod.rules import N_
from svod.site.contexts import Head, Link


class HeadBuilder:
    """Builds the heads of one site in one interface language."""

    def __init__(self, config: Config, words: Localization) -> None:
        self._config = config
        self._words = words

    def head(
        self,
        title: str,
        url: str,
        *,
        description: str = "",
        parents: Sequence[Link] = (),
        feed: Link | None = None,
        noindex: bool = False,
    ) -> Head:
        """Return the head of the page at ``url``; ``parents`` are the links above it but the home page."""
        home = Link(title=self._words.text(N_("Home")), url=urls.HOME)
        return Head(
            title=title,
            description=description or self._config.description,
            url=url,
            permalink=self.permalink(url),
            section=parents[0].url if parents else url,
            breadcrumbs=[] if url == urls.HOME else [home, *parents],
            feed=feed or Link(title=self._config.title, url=urls.FEED),
            noindex=noindex,
        )

    def of_file(self, head: Head, path: str) -> Head:
        """Return the head of a page that shows the file at ``path``."""
        pattern = self._config.edit_url
        return replace(head, source=path, edit=urls.edit_url(pattern, path) if pattern else "")

    def permalink(self, url: str) -> str:
        """Return the address of a url on the web, empty where the site has none."""
        return urls.permalink(self._config.base_url, url) if self._config.base_url else ""

    def section(self, taxonomy: str) -> Link:
        """Return the link to the list of a taxonomy's terms."""
        return Link(title=self._words.text(TAXONOMIES[taxonomy]), url=urls.taxonomy_url(taxonomy))

    def resolutions(self) -> Link:
        """Return the link to the list of all resolutions."""
        return Link(title=self._words.text(N_("Resolutions")), url=urls.RESOLUTIONS)
