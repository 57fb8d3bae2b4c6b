"""What has been said, taken out: one file a format."""
