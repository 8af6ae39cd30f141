"""The scripts that make the sample micro-credentials and submissions; all of it is invented and drawn here."""
