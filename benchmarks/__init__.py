"""What the course costs, as ratios against a peer measured in the same run."""
