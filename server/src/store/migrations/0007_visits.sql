-- Visits as they were told: which one says another again, and whether nobody was at home. How many there were follows from them
-- by clubbook_model::same_visit. `clubbook-server rebuild` brings in those that stood in no figure before.
ALTER TABLE visit_figure ADD COLUMN same_as BLOB;           -- the visit that it says again; itself: it is another one
ALTER TABLE visit_figure ADD COLUMN not_at_home INTEGER NOT NULL DEFAULT 0;
DROP INDEX visit_figure_by_club;
CREATE INDEX visit_figure_by_club ON visit_figure (club, visited_on, person, same_as, not_at_home);
