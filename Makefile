# Thin names: everything is in packaging/dev.py, which Windows and macOS can call too.
PYTHON ?= python3
DEV = $(PYTHON) packaging/dev.py

.PHONY: run test check bench kill sequences assessors faults machine questions fuzz package package-check screenshots lock clean

run test check bench kill sequences assessors faults machine questions fuzz package package-check screenshots lock clean:
	@$(DEV) $@ $(ARGS)
