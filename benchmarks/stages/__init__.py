"""The stages of a build one by one, measured by pytest-benchmark."""
