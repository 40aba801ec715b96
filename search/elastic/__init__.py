"""The engine for many machines: an Elasticsearch cluster, by the official client, without plugins."""
