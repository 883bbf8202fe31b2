"""What printed forms cost, and scans that come back, beside other ways to the same pages."""
