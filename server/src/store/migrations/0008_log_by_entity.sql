-- Erasing a record, and comparing what comes back of it after a restore, reads all of its ops: not the whole log for each.
CREATE INDEX log_by_entity ON log (entity);
