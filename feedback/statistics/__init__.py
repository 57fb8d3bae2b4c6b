"""Shares, intervals, differences and trends: pure arithmetic on whatever figures it is given, one idea a file.

A report gives it shown figures only, so sizes and counts need not be whole unless a function says so. Shares lie
between 0 and 1. The standard library is all it needs, and a contract of import-linter holds that it stays so.
"""

from feedback.statistics.many import benjamini_hochberg
from feedback.statistics.shares import Estimate, Interval, Sample, newcombe, score_test, wilson

__all__ = ["Estimate", "Interval", "Sample", "benjamini_hochberg", "newcombe", "score_test", "wilson"]
