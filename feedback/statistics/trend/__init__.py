"""A figure over time, as NHS England's Making Data Count draws it: limits, rules, icons. Two points are no trend."""
