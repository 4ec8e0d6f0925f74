"""What stands in the way of a build as a whole, and is no fault of its content."""


class RefusalError(Exception):
    """Something that the command asks for cannot be had: a message in English, and values named in it."""

    def __init__(self, message: str, values: dict[str, str]) -> None:
        super().__init__(message, values)
        self.message = message
        self.values = values
