"""Law data: questions, tiers, duties, dates and clocks of a scheme, as they stand on a day."""
