"""The engine of approval requests: subjects, policies, rounds, seats and signatures; it knows of no AI system."""
