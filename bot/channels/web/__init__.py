"""The pages that respondents see, in their own browser and on a shared tablet."""
