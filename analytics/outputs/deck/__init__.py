"""How do stories become a deck: a PowerPoint file whose charts, words and notes can be edited?"""

from analytics.outputs.deck.figure import draw_figure
from analytics.outputs.deck.writing import write_deck

__all__ = ["draw_figure", "write_deck"]
