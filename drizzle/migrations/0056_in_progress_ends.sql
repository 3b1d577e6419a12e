-- contract: the version before takes none of these steps, and lets a task end that serves no open request, however that ended.
INSERT INTO transition (thing, from_state, to_state) VALUES
  ('request', 'in_progress', 'declined'),
  ('request', 'in_progress', 'duplicate');
