"""Benchmarks: each prints what the program needs beside a limit measured in the same run."""
