"""A folder a channel. Each translates between its medium and `conversation.messages`, and does nothing else."""
