"""Who people are: accounts, units, dated role grants, credentials and sessions."""
