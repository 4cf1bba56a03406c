import type { Migration } from '../../../platform/db/migration.ts';

/**
 * The plan as dated data. Everything is loaded from data/plan and is the same on every node (reference tables);
 * each statement carries the document and the lines where it stands.
 */
export const m0001: Migration = {
  id: 'plan/0001-plan',
  sql: `
create schema plan;

create domain plan.dated as text check (value ~ '^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$');
comment on domain plan.dated is 'YYYY-MM or YYYY-MM-DD: as exact as the document';

create table plan.load (
  only_row boolean primary key default true check (only_row),
  content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
  loaded_at timestamptz not null
);
comment on table plan.load is 'reference: hash of the data that is loaded';

create table plan.source (
  source_id text primary key,
  position int not null,
  title text not null,
  publisher text,
  dated_on plan.dated,
  secondary boolean not null,
  note text
);
comment on table plan.source is 'reference: documents; dated_on is null where none is stated';

create table plan.version (
  version_id text primary key,
  position int not null,
  title text not null,
  dated_on plan.dated not null,
  period_from plan.dated,
  period_to plan.dated,
  period_text text,
  contents text not null check (contents in ('complete', 'changes-only')),
  summary text not null,
  previous_id text references plan.version,
  previous_adjacent boolean,
  previous_missing text,
  check (num_nulls(period_from, period_to, period_text) in (0, 3)),
  check ((previous_id is null) = (previous_adjacent is null)),
  check (previous_id is null or previous_adjacent = (previous_missing is null))
);
comment on table plan.version is 'reference: versions of the plan; no period means that none is set';

create table plan.version_citation (
  version_id text not null references plan.version,
  subject text not null check (subject in ('version', 'period', 'previous')),
  source_id text not null references plan.source,
  line_from int not null check (line_from >= 1),
  line_to int not null check (line_to >= line_from),
  primary key (version_id, subject)
);
comment on table plan.version_citation is 'reference: where a version, its period and its place are stated';

create table plan.version_source (
  version_id text not null references plan.version,
  source_id text not null references plan.source,
  position int not null,
  primary key (version_id, source_id)
);
comment on table plan.version_source is 'reference: documents that describe a version';

create table plan.version_group (
  version_id text not null references plan.version,
  group_id text not null check (group_id in ('premise', 'structure', 'priority', 'together')),
  position int not null,
  title text not null,
  primary key (version_id, group_id)
);
comment on table plan.version_group is 'reference: pillars of a version in their order';

create table plan.item (
  version_id text not null references plan.version,
  item_id text not null check (item_id ~ '^[a-z][a-z0-9-]*$'),
  group_id text not null,
  position int not null,
  number int check (number >= 1),
  title text not null,
  source_id text not null references plan.source,
  line_from int not null check (line_from >= 1),
  line_to int not null check (line_to >= line_from),
  primary key (version_id, item_id),
  foreign key (version_id, group_id) references plan.version_group
);
comment on table plan.item is 'reference: headings, keyed by version and id';

create table plan.version_note (
  version_id text not null references plan.version,
  position int not null,
  kind text not null check (kind in ('change', 'opinion', 'remark')),
  text text not null,
  source_id text not null references plan.source,
  line_from int not null check (line_from >= 1),
  line_to int not null check (line_to >= line_from),
  primary key (version_id, position)
);
comment on table plan.version_note is 'reference: what a document says of a version as a whole';

create table plan.version_note_item (
  version_id text not null,
  position int not null,
  item_id text not null,
  item_position int not null,
  primary key (version_id, position, item_id),
  foreign key (version_id, position) references plan.version_note,
  foreign key (version_id, item_id) references plan.item
);
comment on table plan.version_note_item is 'reference: headings that such a note concerns';

create table plan.entry (
  version_id text not null,
  item_id text not null,
  block text not null check (block in ('policy', 'decisions', 'support')),
  position int not null,
  text text not null,
  note text,
  source_id text not null references plan.source,
  line_from int not null check (line_from >= 1),
  line_to int not null check (line_to >= line_from),
  primary key (version_id, item_id, block, position),
  foreign key (version_id, item_id) references plan.item
);
comment on table plan.entry is 'reference: the three blocks of a heading; no row means that no document says anything';

create table plan.crosswalk (
  crosswalk_id int primary key,
  from_version_id text,
  from_item_id text,
  to_version_id text not null,
  to_item_id text not null,
  kind text not null check (kind in ('same', 'renamed', 'narrowed', 'absorbed', 'merged', 'split', 'added')),
  basis text not null check (basis in ('stated', 'comparison', 'reading')),
  note text,
  foreign key (from_version_id, from_item_id) references plan.item match full,
  foreign key (to_version_id, to_item_id) references plan.item match full,
  check ((kind = 'added') = (from_item_id is null)),
  unique nulls not distinct (from_version_id, from_item_id, to_version_id, to_item_id)
);
comment on table plan.crosswalk is 'reference: what became of a heading between two versions';

create table plan.crosswalk_citation (
  crosswalk_id int not null references plan.crosswalk,
  position int not null,
  source_id text not null references plan.source,
  line_from int not null check (line_from >= 1),
  line_to int not null check (line_to >= line_from),
  primary key (crosswalk_id, position)
);
comment on table plan.crosswalk_citation is 'reference: lines that were compared';

create table plan.handbook (
  handbook_id text primary key,
  position int not null,
  kind text not null check (kind in ('handbook', 'case-library', 'guide')),
  title text not null,
  about text not null,
  successor_id text references plan.handbook,
  successor_basis text check (successor_basis in ('stated', 'reading')),
  successor_note text,
  check (num_nulls(successor_id, successor_basis, successor_note) in (0, 3))
);
comment on table plan.handbook is 'reference: handbooks, case libraries and guides';

create table plan.handbook_edition (
  handbook_id text not null references plan.handbook,
  position int not null,
  dated_on plan.dated,
  text text not null,
  source_id text not null references plan.source,
  line_from int not null check (line_from >= 1),
  line_to int not null check (line_to >= line_from),
  primary key (handbook_id, position)
);
comment on table plan.handbook_edition is 'reference: editions; dated_on is null where no document gives the month';

create table plan.handbook_item (
  handbook_id text not null references plan.handbook,
  version_id text not null,
  item_id text not null,
  position int not null,
  primary key (handbook_id, version_id, item_id),
  foreign key (version_id, item_id) references plan.item
);
comment on table plan.handbook_item is 'reference: headings that a handbook serves, in every version that has them';
`,
};
