import { sql } from 'kysely';
import type { Tx } from '../../db/database.ts';
import { prepared } from '../../db/prepared.ts';
import type { EntryContent } from '../entry.ts';

/** The pseudonym of a person, made when there is none; `fresh` is used then. A changed name is taken over. */
export async function pseudonymOf(
  tx: Tx,
  person: { id: string; name: string },
  fresh: string,
  at: string,
): Promise<string> {
  const known = await prepared(sql<{ pseudonym: string; name: string }>`
    select pseudonym, name from audit.pseudonym where person_id = ${person.id}`).execute(tx);
  const [row] = known.rows;
  if (row?.name === person.name) return row.pseudonym;
  const { rows } = await sql<{ pseudonym: string }>`
    insert into audit.pseudonym (pseudonym, person_id, name, made_at)
    values (${fresh}, ${person.id}, ${person.name}, ${at})
    on conflict (person_id) do update set name = excluded.name returning pseudonym`.execute(tx);
  return rows[0]!.pseudonym;
}

/** In the order given, in one statement. */
export async function insertEntries(
  tx: Tx,
  entries: readonly (EntryContent & { readonly contentSha256: string })[],
): Promise<void> {
  const column = (of: (entry: (typeof entries)[number]) => string | null) => entries.map(of);
  const insert = sql`insert into audit.entry
    (body_code, entry_id, at, day, actor, seat_id, action, kind, object_kind, object_id, detail, content_sha256)
    select * from unnest(${column((e) => e.bodyCode)}::text[], ${column((e) => e.entryId)}::uuid[],
      ${column((e) => e.at)}::timestamptz[], ${column((e) => e.day)}::date[], ${column((e) => e.actor)}::uuid[],
      ${column((e) => e.seatId)}::text[], ${column((e) => e.action)}::text[], ${column((e) => e.kind)}::text[],
      ${column((e) => e.objectKind)}::text[], ${column((e) => e.objectId)}::text[],
      ${column((e) => e.detail)}::text[], ${column((e) => e.contentSha256)}::text[])`;
  await prepared(insert).execute(tx);
}

/** Null: no such person, or erased already. */
export async function eraseName(tx: Tx, personId: string, at: string): Promise<string | null> {
  const { rows } = await sql<{ pseudonym: string }>`
    update audit.pseudonym set person_id = null, name = null, erased_at = ${at}
    where person_id = ${personId} returning pseudonym`.execute(tx);
  return rows[0]?.pseudonym ?? null;
}
