"""The district's record: intake, assignment, and every assessor's signed decisions, served to paired laptops."""
