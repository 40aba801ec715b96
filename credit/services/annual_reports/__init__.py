"""Annual reports: filling in, submitting, correcting, unlocking, opening withheld figures by consent."""
