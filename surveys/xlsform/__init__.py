"""Surveys as XLSForm workbooks, in and out, for a stated subset (docs/authoring.md). Rows only: `bot` reads and writes
the files."""
