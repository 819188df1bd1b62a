-- Which rights a device knows of. A version that stood here before was told long ago.
ALTER TABLE device_rights ADD COLUMN told_at INTEGER NOT NULL DEFAULT 0;
-- The last op that the device had made when it last asked without knowing this version.
ALTER TABLE device_rights ADD COLUMN made_before INTEGER NOT NULL DEFAULT 0;
-- 1: the device has said that it has this version.
ALTER TABLE device_rights ADD COLUMN is_known INTEGER NOT NULL DEFAULT 1;
