/** The database of a workspace from version to version: add, never change. */
export const MIGRATIONS: readonly string[] = [
  `CREATE TABLE jobs (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     id TEXT NOT NULL UNIQUE,
     state TEXT NOT NULL,
     finished_at TEXT,
     job TEXT NOT NULL
   ) STRICT;
   CREATE INDEX jobs_by_state ON jobs (state, seq);
   CREATE TABLE queue (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     id TEXT NOT NULL UNIQUE,
     priority INTEGER NOT NULL,
     since INTEGER NOT NULL,
     not_before INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX queue_order ON queue (priority DESC, since, seq);`,
];
