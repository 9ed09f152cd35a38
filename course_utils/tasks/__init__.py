"""What an exercise, a prediction and a question are."""
