"""Asks DuckDB and Polars what bench/src/national asks: `python peers.py FOLDER`, the folder being that of the columns.

Prints the times as JSON, in seconds, and writes the answers as 32-bit numbers beside the columns.
"""
import json
import sys
import time
from pathlib import Path

import duckdb
import numpy
import polars
import pyarrow

THREADS = 2
RUNS = 5
DIMENSIONS = ["month", "sex", "age", "source", "region"]
COUNTERS = [f"c{n}" for n in range(16)]
folder = Path(sys.argv[1])


def column(name):
    return numpy.fromfile(folder / name, dtype=numpy.uint8)


def timed(ask):
    """Median seconds of some runs, the first apart, and what the last gave."""
    answer, times = ask(), []
    for _ in range(RUNS):
        began = time.perf_counter()
        answer = ask()
        times.append(time.perf_counter() - began)
    return sorted(times)[RUNS // 2], answer


def write(name, tables):
    """Tables of numbers as one, row after row."""
    rows = [numpy.stack([numpy.asarray(c, dtype=numpy.int32) for c in table], axis=1) for table in tables]
    numpy.concatenate(rows).astype("<i4").tofile(folder / name)


def told(name, crossed, medians):
    """`crossed` and `medians`: seconds, and the tables as lists of columns."""
    write(f"{name}-crossed", crossed[1])
    write(f"{name}-medians", medians[1])
    return {
        "name": name,
        "crossed": crossed[0],
        "medians": medians[0],
        "crossed_answer": f"{name}-crossed",
        "medians_answer": f"{name}-medians",
    }


def of_duckdb(facts):
    connection = duckdb.connect(config={"threads": THREADS})
    connection.register("given", facts)
    connection.execute("CREATE TABLE facts AS SELECT * FROM given")
    by = ", ".join(DIMENSIONS)
    # Sums of numbers are quicker than FILTER or count_if here.
    sums = ", ".join(f"sum({c})::INTEGER AS {c}" for c in COUNTERS)
    crossed_sql = f"SELECT {by}, count(*)::INTEGER AS cases, {sums} FROM facts GROUP BY {by}"
    median_sql = [
        f"SELECT month // 12 AS year, {nth} AS nth, {name} AS class, (2 * median(days))::INTEGER AS twice "
        f"FROM facts WHERE c0 = 1 GROUP BY year, class"
        for nth, name in enumerate(DIMENSIONS)
    ]
    crossed = timed(lambda: connection.sql(crossed_sql).to_arrow_table())
    medians = timed(lambda: [connection.sql(sql).to_arrow_table() for sql in median_sql])
    columns = lambda table: [c.to_numpy() for c in table.columns]
    return told(
        f"DuckDB {duckdb.__version__}", (crossed[0], [columns(crossed[1])]), (medians[0], [columns(t) for t in medians[1]])
    )


def of_polars(facts):
    frame = polars.from_arrow(facts)
    sums = [polars.len().cast(polars.Int32)] + [polars.col(c).cast(polars.UInt32).sum() for c in COUNTERS]
    year = (polars.col("month") // 12).alias("year")

    def median(nth, name):
        lazy = frame.lazy().filter(polars.col("c0") == 1)
        lazy = lazy.group_by([year, polars.col(name).alias("class")]).agg(polars.col("days").median())
        twice = (polars.col("days") * 2).cast(polars.Int32)
        return lazy.select("year", polars.lit(nth).alias("nth"), "class", twice).collect()

    crossed = timed(lambda: frame.lazy().group_by(DIMENSIONS).agg(sums).collect())
    medians = timed(lambda: [median(nth, name) for nth, name in enumerate(DIMENSIONS)])
    columns = lambda table: [c.to_numpy() for c in table.get_columns()]
    return told(
        f"Polars {polars.__version__}", (crossed[0], [columns(crossed[1])]), (medians[0], [columns(t) for t in medians[1]])
    )


facts = pyarrow.table({name: column(name) for name in [*DIMENSIONS, "days", *COUNTERS]})
print(json.dumps([of_duckdb(facts), of_polars(facts)]))
