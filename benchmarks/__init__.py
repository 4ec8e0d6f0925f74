"""Benchmarks: sites of any size, the quality of the search, the bytes and the time it takes."""
