"""A stand-in for Telegram on this machine: its Bot API, people who can be played, and a page that shows their chats.

It knows nothing of Heard: whatever bot is given its address and token can be tried on it. It talks to this machine
alone, keeps everything in memory, and forgets it when it stops.
"""
