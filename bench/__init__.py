"""Measurements of the portal: relevance against judged queries, speed against baselines."""
