import type { Migration } from '../../../platform/db/migration.ts';

/** What was said of steps, and by when they are planned. Both only grow; the newest line counts. */
export const m0001: Migration = {
  id: 'steps/0001-steps',
  sql: `
create schema steps;

create table steps.event (
  body_code text not null,
  template_id text not null,
  subject text not null,
  step_id text not null,
  seq integer not null check (seq > 0),
  state smallint not null check (state between 0 and 4),
  on_day date not null,
  reason text,
  record text,
  note text,
  url text,
  undoes integer,
  recorded_at timestamptz not null,
  recorded_on date not null,
  seat_id uuid,
  seat_title text not null,
  primary key (body_code, template_id, subject, step_id, seq),
  check (undoes is null or (undoes < seq and reason is not null)),
  check (state <> 4 or undoes is not null or reason is not null)
);
comment on table steps.event is 'Append-only. subject: '''' or what of the body it is about (a business). state: codes of rules/model.ts. undoes: seq of the line that it takes back. recorded_on: day in Japan.';

create table steps.planned (
  body_code text not null,
  template_id text not null,
  subject text not null,
  step_id text not null,
  seq integer not null check (seq > 0),
  planned_on date,
  recorded_at timestamptz not null,
  recorded_on date not null,
  seat_id uuid,
  seat_title text not null,
  primary key (body_code, template_id, subject, step_id, seq)
);
comment on table steps.planned is 'Append-only; the newest line counts. planned_on null: no day any more.';

create table steps.step_name (
  template_id text not null,
  name text not null,
  step_id text not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (template_id, name, recorded_at)
);
comment on table steps.step_name is 'Names in headers of files and the step each belongs to. Append-only, the newest line of a name counts; the shipped names are in data/steps.';

create function steps.sees(code text) returns boolean language sql stable parallel safe as $$
  select (select platform.scope()) = 'system'
    or ((select platform.scope()) in ('body', 'prefecture') and code = (select platform.scope_body()))
    or ((select platform.scope()) = 'prefecture' and left(code, 2) = left((select platform.scope_prefecture()), 2))
    or ((select platform.scope()) = 'nation' and (code >= '990000') = ((select platform.scope_body()) >= '990000'))
$$;
create function steps.writes(code text) returns boolean language sql stable parallel safe as $$
  select (select platform.scope()) = 'system'
    or ((select platform.scope()) in ('body', 'prefecture') and code = (select platform.scope_body()))
$$;

alter table steps.event enable row level security;
create policy own on steps.event using (steps.sees(body_code)) with check (steps.writes(body_code));
alter table steps.planned enable row level security;
create policy own on steps.planned using (steps.sees(body_code)) with check (steps.writes(body_code));
`,
};
