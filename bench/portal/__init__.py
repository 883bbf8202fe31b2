"""What the portal's pages cost, for ten hundred applications as for a million."""
