"""What a person was told, how he wants to be told, and what offices sent."""
