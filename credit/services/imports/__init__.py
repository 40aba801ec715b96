"""Taking files in: what columns there are, how cells are read, how a file is imported and resumed."""
