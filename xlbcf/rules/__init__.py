"""What a figure means and how it is judged: pure rules on plain values, standard library only."""
