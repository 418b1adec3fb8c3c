"""Which colours do pages have, in the light and in the dark?"""

LIGHT = {
    "ink": "#1A1D21", "muted": "#5A6169", "paper": "#FBFAF7", "card": "#FFFFFF", "line": "#E3DFD6", "brand": "#0B5D50",
    "before": "#12436D", "after": "#F46A25", "after-text": "#B8430F", "good": "#E8F2EF", "good-text": "#0B5D50",
    "care": "#FFF3DC", "care-text": "#7A4A00", "stop": "#F9E4E0", "stop-text": "#8C2B1A", "quiet": "#F1EEE7",
}  # fmt: skip
DARK = {
    "ink": "#F1EFEA", "muted": "#A9B0B8", "paper": "#0F1216", "card": "#171B21", "line": "#2C323A", "brand": "#7FD3C2",
    "before": "#8DB9E8", "after": "#F46A25", "after-text": "#FF9A66", "good": "#12302B", "good-text": "#8FDCCB",
    "care": "#3A2C10", "care-text": "#F3C977", "stop": "#3D1E19", "stop-text": "#F4A797", "quiet": "#20262D",
}  # fmt: skip


def as_variables(colours: dict[str, str]) -> str:
    """The colours as a style sheet names them."""
    return "".join(f"--{name}:{value};" for name, value in colours.items())
