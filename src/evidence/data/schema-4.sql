-- Which part of a year a claim is of: the month it begins with, 1 to 12; 0 where that is not said.
ALTER TABLE claim ADD COLUMN month INTEGER NOT NULL DEFAULT 0;
