"""Members and posts of bodies, how many they are, titles and awards."""
