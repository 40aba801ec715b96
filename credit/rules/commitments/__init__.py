"""Credit commitments: which can be made, what they say, when they are checked, how long they are public."""
