"""Benchmarks, side by side in one run: `make bench`. One JSON object a line; the last line sums up the ratios.

Times alone mean nothing on a machine that others use too, so each is taken beside another way of doing the same, as
processor time, in turns: the survey engine beside a naive one that works everything out anew, reading a survey beside
reading its YAML alone, protecting a table beside attacking it once. What is not a time stands beside what there is:
the counts that a table shows beside all that could have been shown.
"""

from scripts.bench import quarter, small, surveys
from scripts.bench.measured import say


def main() -> None:
    ratios: dict[str, object] = {}
    for results in (surveys.results, small.results, quarter.results):
        for result in results():
            say(result)
            ratios[str(result["benchmark"])] = result["ratio"]
    say({"benchmark": "summary", "ratios": ratios})


main()
