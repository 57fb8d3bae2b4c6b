"""The shared tablet beyond its pages: as an app of its own, and with answers through a lost connection."""
