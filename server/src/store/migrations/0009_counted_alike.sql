-- What the centre needs to count members and rolls as the phones do. Lines of before keep counting as they did until their
-- record changes or the states are rebuilt.
ALTER TABLE member_figure ADD COLUMN joined_on INTEGER;            -- the first day that it may mean; NULL: since ever
ALTER TABLE meeting_figure ADD COLUMN closed INTEGER NOT NULL DEFAULT 1;
