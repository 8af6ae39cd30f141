"""The rules of assessing micro-credentials as frozen data and pure functions: no files, network, clock or randomness."""
