"""What a day is: closed, to be avoided, preferred. One file a source of days; none knows of programmes."""
