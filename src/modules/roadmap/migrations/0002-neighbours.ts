import type { Migration } from '../../../platform/db/migration.ts';

/**
 * What municipalities of one prefecture see of each other: nothing, until a body says that its neighbours may see names,
 * periods and states of its lines. Never budgets, risks, decisions, nor what is written about the state. And indexes for the
 * lists of the nation: lines that have a day behind them.
 */
export const m0002: Migration = {
  id: 'roadmap/0002-neighbours',
  sql: `
create table roadmap.sharing (
  body_code text not null,
  step_no integer not null check (step_no > 0),
  shared boolean not null,
  seat_id uuid,
  seat_title text not null,
  at timestamptz not null,
  primary key (body_code, step_no)
);
comment on table roadmap.sharing is 'Append-only. The newest step counts; without one nothing is shared.';
create trigger keep before update or delete on roadmap.sharing for each row execute function roadmap.keep();

alter table roadmap.sharing enable row level security;
create policy own on roadmap.sharing using (roadmap.mine(body_code));

-- Read with the rights of its owner: it carries its own wall, the prefecture of who asks. 見本県 is a prefecture like others.
create view roadmap.neighbour as
select l.body_code, l.line_no, l.plan_version, l.item, l.title, l.starts_on, l.ends_on, l.state, l.next_on
from roadmap.line l
where l.ended_on is null
  and platform.scope() in ('body', 'prefecture', 'system')
  and l.body_code <> coalesce(platform.scope_body(), '')
  and (platform.scope() = 'system' or left(l.body_code, 2) = left(platform.scope_body(), 2))
  and coalesce((select s.shared from roadmap.sharing s where s.body_code = l.body_code order by s.step_no desc limit 1),
    false);

-- What the nation counts is read from here alone.
create index line_counted on roadmap.line (body_code, plan_version, item)
  include (starts_on, ends_on, next_on, state, ended_on);
create index line_late_told on roadmap.line (state_on) where ended_on is null and state = 'late';
create index line_by_end on roadmap.line (ends_on) where ended_on is null;
create index line_by_next on roadmap.line (next_on) where ended_on is null;
create index line_by_item on roadmap.line (item, body_code) where ended_on is null;
`,
};
