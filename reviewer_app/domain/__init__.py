"""The rules of assessing as frozen data and pure functions: no files, network, clock or randomness."""
