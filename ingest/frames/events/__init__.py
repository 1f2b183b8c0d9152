"""Events: their names, days and places, who put them on and who came."""
