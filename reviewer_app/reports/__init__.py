"""Reports: a decision as frozen data, then as a letter to the earner and a review sheet, both accessible PDF."""
