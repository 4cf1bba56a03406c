import type { Migration } from '../../../platform/db/migration.ts';

/** A body that is split has no one heir: each successor says which of its systems it goes on with (ADR 0019). */
export const m0008: Migration = {
  id: 'standardization/0008-split',
  sql: `
create table standardization.split_taken (
  body_code text not null,
  from_code text not null,
  business_no smallint not null check (business_no between 1 and 20),
  taken_on date not null,
  seat_title text not null,
  recorded_at timestamptz not null,
  primary key (body_code, from_code, business_no)
);
comment on table standardization.split_taken is 'body_code: the successor; from_code: the body that was split. More than one may go on with the same system.';
create index split_taken_from on standardization.split_taken (from_code, business_no);
alter table standardization.split_taken enable row level security;
create policy own on standardization.split_taken using (case (select platform.scope())
    when 'system' then true
    when 'body' then body_code = (select platform.scope_body())
    when 'prefecture' then left(body_code, 2) = left((select platform.scope_prefecture()), 2)
    when 'nation' then (left(body_code, 2) = '99') = (left((select platform.scope_body()), 2) = '99')
    else false end)
  with check ((select platform.scope()) = 'system' or body_code = (select platform.scope_body()));
`,
};
