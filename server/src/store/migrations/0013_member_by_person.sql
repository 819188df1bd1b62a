-- The memberships of one person: a term on the board is cut where its holder leaves the club.
CREATE INDEX member_figure_by_person ON member_figure (club, person);
