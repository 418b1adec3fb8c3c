"""How are cells handed to whoever computes with them? As one Parquet file that says what it holds."""

import io
import json
from collections.abc import Mapping

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analytics.measures.cells import require_status

ABOUT = b"idmaj"


def write_parquet(cells: pd.DataFrame, about: Mapping[str, str]) -> bytes:
    """Which bytes hold these cells as Parquet, with what is to be known of them in the file's own metadata (`idmaj`)?

    Raises ValueError for a table without `status`.
    """
    table = pa.Table.from_pandas(require_status(cells), preserve_index=False)
    said = {ABOUT: json.dumps(dict(about), ensure_ascii=False).encode()}
    file = io.BytesIO()
    pq.write_table(table.replace_schema_metadata((table.schema.metadata or {}) | said), file)
    return file.getvalue()
