"""What an enterprise publishes between its annual reports, orders to do so, and what follows from silence."""
