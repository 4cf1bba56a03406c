import type { Migration } from '../../../platform/db/migration.ts';

/**
 * A workbook can be drawn again exactly as it was: what it printed stands beside what it knew. All workbooks of a round that
 * an organiser makes at once are one batch, and a batch is all that the organiser sees of workbooks.
 */
export const m0003: Migration = {
  id: 'surveys/0003-workbooks',
  sql: `
create table surveys.workbook_batch (
  batch_id uuid primary key,
  round_id uuid not null references surveys.round (round_id),
  by_code text not null,
  job_id uuid,
  asked integer not null,
  made_by text not null,
  made_at timestamptz not null,
  finished_at timestamptz
);
create index workbook_batch_by_round on surveys.workbook_batch (round_id, by_code);
comment on table surveys.workbook_batch is 'All workbooks of a round, made at once by its organiser or a prefecture (by_code). They know published things only, never drafts.';

alter table surveys.workbook add column printed jsonb not null default '{}';
alter table surveys.workbook add column batch_id uuid references surveys.workbook_batch (batch_id);
create index workbook_by_batch on surveys.workbook (batch_id, body_code) where batch_id is not null;
comment on column surveys.workbook.printed is 'What stood in it beside the answers: names, deadline, where filled values came from, the answers of the last round.';

create index upload_by_round on surveys.upload (round_id, body_code);
create unique index handout_no on surveys.handout (body_code, handout_no);

alter policy own on surveys.workbook using (surveys.mine(body_code, round_id) or (batch_id is not null and exists (
  select from surveys.workbook_batch b where b.batch_id = workbook.batch_id and b.by_code = platform.scope_body())));
`,
};
