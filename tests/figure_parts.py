"""What tests look for in a figure: a trace by its name, and what is written under a name."""


def trace(figure, name):
    """The first trace of this name, or None."""
    return next((each for each in figure.data if each.name == name), None)


def written(figure, name):
    """The texts of the annotations of this name, in their order."""
    return [annotation.text for annotation in figure.layout.annotations if annotation.name == name]
