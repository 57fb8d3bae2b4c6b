"""Surveys as FHIR R4 Questionnaires, in and out, for a stated subset (docs/authoring.md). Plain JSON values only."""
