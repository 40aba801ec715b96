"""The annual report (年度报告): forms by year, windows and states, reading what was typed, checks."""
