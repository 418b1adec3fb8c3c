"""How does Idmaj compare with what people would pick instead? `python -m benchmarks.peers` measures three sizes and writes
benchmarks/PEERS.md; `small`, `medium` or `large` after it measure these alone, and write nothing."""

import sys
from pathlib import Path

from benchmarks.peers.measuring import measure_peers
from benchmarks.peers.report import tell

SIZES = {"small": 100_000, "medium": 1_000_000, "large": 10_000_000}
PEERS_TOLD = Path(__file__).resolve().parents[1] / "PEERS.md"


def main(asked: list[str]) -> None:
    """Measure what is asked, or all of it."""
    unknown = set(asked) - set(SIZES)
    if unknown:
        sys.exit(f"No size {', '.join(sorted(unknown))}; there are {', '.join(SIZES)}.")
    text = tell([measure_peers(SIZES[name]) for name in asked or SIZES])
    if not asked:
        PEERS_TOLD.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main(sys.argv[1:])
