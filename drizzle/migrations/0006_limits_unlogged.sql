-- Counts that a crash of the server may forget: without a log, counting waits for no disk.
ALTER TABLE rate_limit SET UNLOGGED;
