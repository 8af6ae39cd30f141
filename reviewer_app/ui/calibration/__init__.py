"""The room of calibration: what there is to practise, and what practice says so far."""
