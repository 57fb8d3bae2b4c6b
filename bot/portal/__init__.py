"""Staff pages. They know neither conversations nor channels, and read results only as they may be published."""
