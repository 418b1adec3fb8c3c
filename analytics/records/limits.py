"""How much may a file hold? Bounds that no honest file of the Foundation reaches, and that keep a hostile one harmless."""

# As much as the server takes in one upload (.streamlit/config.toml).
FILE_BYTES = 200 * 1024**2
# A few kilobytes can unpack to gigabytes; a million honest rows take about 100 megabytes.
UNCOMPRESSED_BYTES = 2 * 1024**3
# A hundred years of the Foundation's work.
ROWS = 2_000_000
# The widest table has nine columns; the rest are people's own remarks.
COLUMNS = 60
# One row of a table, with remarks.
LINE_BYTES = 64 * 1024
# Parts of a workbook: sheets, styles, drawings.
PARTS = 500
# As much of a foreign text as a sentence shows.
SHOWN_CHARACTERS = 60
