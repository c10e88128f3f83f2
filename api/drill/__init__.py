"""What is promised of a running server, tried on real ones: kills, floods, hostile bodies, failover."""
