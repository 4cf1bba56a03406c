import type { Migration } from '../../../platform/db/migration.ts';

/**
 * Definitions, their parts and the series of sources get small integer keys on first sight, which never change:
 * observations and roll-ups carry millions of them. All tables here are the same on every node (reference tables).
 */
export const m0001: Migration = {
  id: 'indicators/0001-indicators',
  sql: `
create schema indicators;

create table indicators.definition (
  indicator_key smallint generated always as identity primary key,
  id text not null check (id ~ '^[a-z][a-z0-9-]*$'),
  version int not null check (version >= 1),
  document jsonb not null,
  content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
  recorded_at timestamptz not null,
  unique (id, version)
);
comment on table indicators.definition is 'reference: newest wording of every definition';

create table indicators.definition_revision (
  indicator_key smallint not null references indicators.definition,
  revision int not null check (revision >= 1),
  document jsonb not null,
  content_hash text not null,
  recorded_at timestamptz not null,
  primary key (indicator_key, revision)
);
comment on table indicators.definition_revision is 'reference: every wording ever shown, append-only';

create function indicators.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'indicators.% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
create trigger definition_revision_append_only before update or delete on indicators.definition_revision
  for each row execute function indicators.refuse_change();

create table indicators.part (
  part_key int generated always as identity primary key,
  indicator_key smallint not null references indicators.definition,
  part_id text not null,
  title text not null,
  position int not null,
  unique (indicator_key, part_id)
);
comment on table indicators.part is 'reference: part_id is empty where a figure has no part; that row always exists';

create table indicators.series (
  series_key smallint generated always as identity primary key,
  series text not null unique check (series ~ '^[a-z][a-z0-9-]*$'),
  title text not null,
  publisher text not null,
  licence text not null,
  attribution text not null
);
comment on table indicators.series is 'reference: series of sources; only the same series supersedes';

create table indicators.precedence (
  indicator_key smallint not null references indicators.definition,
  series_key smallint not null references indicators.series,
  rank smallint not null check (rank >= 1),
  primary key (indicator_key, series_key),
  unique (indicator_key, rank) deferrable initially deferred
);
comment on table indicators.precedence is 'reference: which series is believed first; a series not named comes last';
`,
};
