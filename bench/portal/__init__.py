"""What the portal's pages cost, with a thousand applications and with a million."""
