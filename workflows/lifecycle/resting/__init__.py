"""What approvals rest on, and whether it still is as it was frozen."""
