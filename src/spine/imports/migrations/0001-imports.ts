import type { Migration } from '../../../platform/db/migration.ts';

/** Reference tables of the whole program, none of them owned by a body. Bytes are kept as evidence of what was imported. */
export const m0001: Migration = {
  id: 'imports/0001-imports',
  sql: `
create schema imports;

create table imports.file (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bytea not null,
  size bigint not null,
  received_at timestamptz not null
);
-- Official workbooks are compressed already; trying again costs time and saves nothing.
alter table imports.file alter column bytes set storage external;

create table imports.run (
  run_id uuid primary key,
  state text not null check (state in
    ('received', 'reading', 'preview', 'needs-decision', 'committing', 'done', 'refused', 'undone', 'failed')),
  given_as_of date,
  channel text not null check (channel in ('page', 'command')),
  progress_done integer not null default 0,
  progress_total integer not null default 0,
  progress_text text not null default '',
  -- One sentence: why it was refused, or what failed.
  note text,
  created_at timestamptz not null,
  created_by text not null,
  changed_at timestamptz not null,
  committed_at timestamptz,
  undone_at timestamptz,
  undone_by text,
  undo_counts jsonb
);
create index run_by_time on imports.run (created_at desc);

create table imports.run_file (
  run_id uuid not null references imports.run (run_id),
  position smallint not null,
  file_name text not null,
  sha256 text not null,
  size bigint not null,
  kind text,
  as_of date,
  edition_on date,
  -- What was recorded; null while nothing is, and for a file that was imported before.
  batch_id uuid unique,
  report jsonb,
  changes jsonb,
  primary key (run_id, position)
);
create index run_file_by_content on imports.run_file (sha256, kind);

create table imports.decision (
  run_id uuid not null,
  position smallint not null,
  sheet smallint not null,
  row_no integer not null,
  column_no integer not null,
  -- A code, or 'ignore'.
  chosen text not null,
  decided_at timestamptz not null,
  decided_by text not null,
  primary key (run_id, position, sheet, row_no, column_no),
  foreign key (run_id, position) references imports.run_file (run_id, position)
);

create table imports.asset (
  asset_id text not null,
  run_id uuid not null,
  position smallint not null,
  title text not null,
  attribution text not null,
  -- Not jsonb: shapes keep their order, and nobody asks inside them.
  document json not null,
  body_codes text[] not null,
  recorded_at timestamptz not null,
  withdrawn_at timestamptz,
  primary key (asset_id, run_id, position),
  foreign key (run_id, position) references imports.run_file (run_id, position)
);
comment on column imports.asset.body_codes is 'The municipalities that the document was found to cover, all of them.';
`,
};
