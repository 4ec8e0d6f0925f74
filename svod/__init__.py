"""Svod turns a folder of Markdown resolutions into a static, searchable archive.

Data flows one way: disk -> Source -> Resolution -> Document -> Library -> Page -> file. Each arrow is
a package or a module of this one; ``pipeline`` is the only module that knows them all.
"""

__version__ = "0.1.0"
