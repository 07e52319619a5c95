"""What people are told: notices, explanations and the routes to them."""
