"""Indicators with limits, their values, what follows from a breach, and the plan behind them."""
