"""What the pages of one site are built with: each is made once and handed to all planners."""

from dataclasses import dataclass

from svod.archive.library import Library
from svod.config import Config
from svod.localization import Localization
from svod.site.cards import CardBuilder
from svod.site.facts import FactBuilder
from svod.site.figures import FigureBuilder
from svod.site.heads import HeadBuilder


@dataclass(frozen=True, slots=True, kw_only=True)
class Builders:
    """Of one library in one language."""

    config: Config
    words: Localization
    heads: HeadBuilder
    cards: CardBuilder
    facts: FactBuilder
    figures: FigureBuilder


def make_builders(library: Library, config: Config, words: Localization) -> Builders:
    """Return those of a site."""
    cards = CardBuilder(library, words)
    return Builders(
        config=config,
        words=words,
        heads=HeadBuilder(config, words),
        cards=cards,
        facts=FactBuilder(library, words),
        figures=FigureBuilder(library, words, cards),
    )
