import type { Migration } from '../../../platform/db/migration.ts';

/**
 * The dated register, on two time axes: `valid_from`–`valid_to` is when a thing was so, `recorded_at`–`retired_at` is
 * when we held it to be so. Rows are never changed but for being retired, once.
 *
 * All tables are reference tables: small, and whole on every node of a distributed database.
 */
export const m0001: Migration = {
  id: 'bodies/0001-register',
  sql: `
create schema bodies;

create table bodies.body (
  body_code text primary key check (body_code ~ '^[0-9]{6}$')
);
comment on table bodies.body is 'reference: every code that was ever a body, 000000 (nation) included';

create table bodies.register_row (
  body_code text not null references bodies.body,
  row_id uuid not null,
  name text not null check (name <> ''),
  kana text not null check (kana <> ''),
  prefecture_code text not null references bodies.body (body_code),
  kind text not null check (kind in ('nation', 'prefecture', 'special-ward', 'city', 'town', 'village')),
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  source text not null check (source <> ''),
  origin text not null check (origin in ('seed', 'correction')),
  recorded_at timestamptz not null,
  retired_at timestamptz check (retired_at >= recorded_at),
  primary key (body_code, row_id)
);
comment on table bodies.register_row is 'reference: names, kinds and membership of bodies';
comment on column bodies.register_row.valid_to is 'exclusive; null: open';
comment on column bodies.register_row.recorded_at is '1970-01-01 for what the program brought at first start';
create index register_row_prefecture on bodies.register_row (prefecture_code);

create table bodies.status_row (
  body_code text not null references bodies.body,
  row_id uuid not null,
  status text not null check (status in ('designated-city', 'core-city')),
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  source text not null check (source <> ''),
  origin text not null check (origin in ('seed', 'correction')),
  recorded_at timestamptz not null,
  retired_at timestamptz check (retired_at >= recorded_at),
  primary key (body_code, row_id)
);
comment on table bodies.status_row is 'reference: 指定都市 and 中核市 with their days';

create table bodies.alias (
  body_code text not null references bodies.body,
  alias text not null,
  kind text not null check (kind in ('variant', 'reading')),
  reason text not null,
  source text not null,
  primary key (body_code, alias)
);
comment on table bodies.alias is 'reference: other ways of writing or reading a name';

create table bodies.lineage (
  event_id text not null,
  from_code text not null references bodies.body (body_code),
  to_code text not null references bodies.body (body_code),
  kind text not null check (kind in ('renamed', 'merged', 'split', 'kind-changed', 'code-changed')),
  effective_on date not null,
  from_name text not null,
  from_kana text not null,
  to_name text not null,
  description text not null,
  source text not null,
  recorded_at timestamptz not null,
  primary key (event_id, from_code, to_code)
);
comment on table bodies.lineage is 'reference: closed list of what became of bodies since the coverage start';
create index lineage_from on bodies.lineage (from_code);
create index lineage_to on bodies.lineage (to_code);

create table bodies.grouping (
  grouping_id text primary key,
  kind text not null check (kind in ('wide-area-union', 'partial-affairs', 'vendor', 'similar')),
  title text not null,
  source text not null
);
comment on table bodies.grouping is 'reference: 広域連合, 一部事務組合, vendors, 類似団体';

create table bodies.grouping_member (
  body_code text not null references bodies.body,
  row_id uuid not null,
  grouping_id text not null references bodies.grouping,
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  source text not null,
  recorded_at timestamptz not null,
  retired_at timestamptz check (retired_at >= recorded_at),
  primary key (body_code, row_id)
);
comment on table bodies.grouping_member is 'reference: dated membership of groupings';

-- Rows may be retired once; nothing else about them changes.
create function bodies.only_retire() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.retired_at is not null or new.retired_at is null
    or to_jsonb(new) - 'retired_at' <> to_jsonb(old) - 'retired_at' then
    raise exception 'bodies.% is append-only: rows are retired, never changed', tg_table_name
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger register_row_append_only before update or delete on bodies.register_row
  for each row execute function bodies.only_retire();
create trigger status_row_append_only before update or delete on bodies.status_row
  for each row execute function bodies.only_retire();
create trigger grouping_member_append_only before update or delete on bodies.grouping_member
  for each row execute function bodies.only_retire();

-- Words by which a body is found, normalised by core/text.ts; written anew when its version rises.
create table bodies.search_term (
  body_code text not null references bodies.body,
  kind text not null check (kind in ('name', 'reading', 'code', 'former', 'merged', 'alias')),
  term text not null,
  printed text not null,
  primary key (body_code, kind, term)
);
comment on table bodies.search_term is 'reference: derived from register, aliases and lineage';

create table bodies.state (
  only_row boolean primary key default true check (only_row),
  seed_hash text not null,
  normalise_version int not null,
  -- Rises with every change of the register, so that others can see whether theirs stands on the newest.
  revision bigint not null
);
comment on table bodies.state is 'reference: what was loaded';

-- The class of every body on every day as now recorded; joined by the observations and the roll-up.
create table bodies.stratum_span (
  body_code text not null references bodies.body,
  valid_from date not null,
  valid_to date not null check (valid_to > valid_from),
  prefecture_code text not null,
  stratum text not null check (stratum in
    ('prefecture', 'special-ward', 'designated-city', 'core-city', 'city', 'town', 'village')),
  primary key (body_code, valid_from)
);
comment on table bodies.stratum_span is 'reference: derived from register_row and status_row; valid_to infinity: open';
create index stratum_span_area on bodies.stratum_span (prefecture_code, stratum);

-- The same as it was recorded at an instant. A row recorded at the instant counts, one retired at it no longer does.
create function bodies.stratum_span_known(known_at timestamptz)
returns table (body_code text, valid_from date, valid_to date, prefecture_code text, stratum text)
language sql stable as $$
  with register as (
    select r.body_code, r.prefecture_code, r.kind, r.valid_from, coalesce(r.valid_to, 'infinity'::date) as valid_to
    from bodies.register_row r
    where r.kind <> 'nation' and r.recorded_at <= known_at
      and (r.retired_at is null or r.retired_at > known_at)
  ), status as (
    select s.body_code, s.status, s.valid_from, coalesce(s.valid_to, 'infinity'::date) as valid_to
    from bodies.status_row s
    where s.recorded_at <= known_at and (s.retired_at is null or s.retired_at > known_at)
  ), edge as (
    select r.body_code, r.valid_from as day from register r
    union
    select r.body_code, d.day
    from status s
    join register r on r.body_code = s.body_code
    cross join lateral (values (s.valid_from), (s.valid_to)) as d(day)
    where d.day > r.valid_from and d.day < r.valid_to
  ), piece as (
    select r.body_code, e.day as valid_from, r.prefecture_code, r.kind,
      least(r.valid_to, lead(e.day) over (partition by e.body_code order by e.day)) as valid_to
    from edge e
    join register r on r.body_code = e.body_code and r.valid_from <= e.day and e.day < r.valid_to
  )
  select p.body_code, p.valid_from, p.valid_to, p.prefecture_code,
    case when p.kind <> 'city' then p.kind
      when exists (select from status s where s.body_code = p.body_code and s.status = 'designated-city'
        and s.valid_from <= p.valid_from and p.valid_from < s.valid_to) then 'designated-city'
      when exists (select from status s where s.body_code = p.body_code and s.status = 'core-city'
        and s.valid_from <= p.valid_from and p.valid_from < s.valid_to) then 'core-city'
      else 'city' end
  from piece p
$$;

-- The first day of the register; earlier days are 収録対象外.
create function bodies.coverage_start() returns date language sql stable as $$
  select min(r.valid_from) from bodies.register_row r where r.kind <> 'nation' and r.retired_at is null
$$;
`,
};
