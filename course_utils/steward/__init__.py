"""Data steward: ten generations, 1,200 credits, three shocks. Taught in notebook 12."""
