-- A book that came back from phones after a restore may have been opened by a device that the centre does not know any more:
-- when the device shows its certificate, the book is its person's.
ALTER TABLE book ADD COLUMN unknown_opener INTEGER;
CREATE INDEX book_by_unknown_opener ON book (unknown_opener) WHERE unknown_opener IS NOT NULL;
