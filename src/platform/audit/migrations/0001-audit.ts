import type { Migration } from '../../db/migration.ts';

/**
 * Entries are inserted by the program; links and heads are written only by the owner's functions below, disposals only
 * by the owner on the command line. The link is made by a deferred trigger, that is at commit: the head of a chain is
 * locked for the commit alone, in the order of body codes, whatever the order in which the transaction audited. Bodies
 * do not wait for one another.
 */
export const m0001: Migration = {
  id: 'audit/0001-audit',
  sql: `
create schema audit;

-- Names stand here and nowhere else in the audit. Erased: person and name null, the pseudonym stays.
create table audit.pseudonym (
  pseudonym uuid primary key,
  person_id text unique,
  name text,
  made_at timestamptz not null,
  erased_at timestamptz,
  check ((erased_at is null) = (person_id is not null)),
  check ((erased_at is null) = (name is not null))
);

create table audit.entry (
  body_code text not null check (body_code ~ '^[0-9]{6}$'),
  entry_id uuid not null,
  at timestamptz not null,
  -- in Japan
  day date not null,
  actor uuid not null,
  seat_id text,
  action text not null,
  kind text not null check (kind in ('write', 'read')),
  object_kind text not null,
  object_id text not null,
  -- canonical JSON (RFC 8785), as text: what is hashed is what is stored
  detail text not null,
  content_sha256 text not null,
  primary key (body_code, entry_id)
);
create index entry_by_time on audit.entry (at desc, entry_id);
create index entry_of_body on audit.entry (body_code, at desc);
create index entry_of_object on audit.entry (object_kind, object_id, at desc);

create table audit.head (
  body_code text primary key,
  seq bigint not null,
  hash text not null
);

create table audit.link (
  body_code text not null,
  seq bigint not null,
  entry_id uuid not null,
  day date not null,
  content_sha256 text not null,
  hash text not null,
  primary key (body_code, seq),
  unique (body_code, entry_id)
);

create table audit.digest (
  day date primary key,
  made_at timestamptz not null,
  chains integer not null,
  entries bigint not null,
  previous text not null,
  root text not null
);

-- Heads that moved since the digest before.
create table audit.digest_head (
  body_code text not null,
  day date not null references audit.digest (day),
  seq bigint not null,
  hash text not null,
  primary key (body_code, day)
);

create table audit.disposed (
  body_code text not null,
  seq bigint not null,
  disposal_id uuid not null,
  primary key (body_code, seq)
);

create table audit.retention_class (
  body_code text not null,
  kind text not null,
  years smallint not null check (years between 1 and 100),
  basis text not null,
  set_at timestamptz not null,
  primary key (body_code, kind)
);

create function audit.note_chain() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  noted text := coalesce(current_setting('shirube.audit_chains', true), '');
begin
  if position(new.body_code in noted) = 0 then
    perform set_config('shirube.audit_chains', ltrim(noted || ' ' || new.body_code), true);
  end if;
  return new;
end $$;

create function audit.link_entry() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
  noted text := coalesce(current_setting('shirube.audit_chains', true), '');
  chains text[];
  linked audit.head;
begin
  -- First entry of the transaction: take all chains at once and in order, so that two commits never wait for each other.
  if noted <> '' then
    select array_agg(distinct c order by c) into chains from unnest(string_to_array(noted, ' ')) c;
    insert into audit.head (body_code, seq, hash) select c, 0, '' from unnest(chains) c order by c
      on conflict do nothing;
    perform 1 from audit.head h where h.body_code = any (chains) order by h.body_code for update;
    perform set_config('shirube.audit_chains', '', true);
  end if;
  insert into audit.head (body_code, seq, hash) values (new.body_code, 0, '') on conflict do nothing;
  update audit.head h set seq = h.seq + 1, hash = encode(sha256(convert_to(
      concat_ws(chr(10), h.hash, h.seq + 1, new.body_code, new.entry_id, to_char(new.day, 'YYYY-MM-DD'),
        new.content_sha256), 'UTF8')), 'hex')
    where h.body_code = new.body_code returning h.* into linked;
  insert into audit.link (body_code, seq, entry_id, day, content_sha256, hash)
    values (new.body_code, linked.seq, new.entry_id, new.day, new.content_sha256, linked.hash);
  return null;
end $$;

create trigger note_chain before insert on audit.entry for each row execute function audit.note_chain();
create constraint trigger link_entry after insert on audit.entry deferrable initially deferred
  for each row execute function audit.link_entry();
`,
};
