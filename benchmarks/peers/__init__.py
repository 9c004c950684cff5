"""The same films in other programs, each as its own documentation would have it, from the same media."""
