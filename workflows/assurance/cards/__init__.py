"""System cards: what anybody may know about a system, and the switch that opens one to everybody."""
