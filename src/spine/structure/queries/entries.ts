import { type RawBuilder, sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Entry, EntryContent } from '../rules/entry.ts';
import type { Kind } from '../rules/kinds.ts';

/** One version of an entry, with who wrote it. */
export interface EntryVersion extends Entry {
  readonly reason: string | null;
  readonly seatTitle: string;
  readonly recordedAt: string;
  /** Null: none is named, it was erased, or the scope does not show people of that body. */
  readonly personName: string | null;
}

const COLUMNS =
  sql.raw(`e.body_code as "bodyCode", e.entry_id as "entryId", e.version_no as "versionNo", e.kind, e.state,
  e.valid_from as "validFrom", e.valid_to as "validTo", e.title, e.rank, e.unit, e.is_external as external, e.members,
  e.person_id as "personId", e.withdrawn, e.reason, e.seat_title as "seatTitle", e.recorded_at as "recordedAt",
  p.name as "personName"`);

/** `e` and `p` as `COLUMNS` wants them. */
function versions(where: RawBuilder<unknown>): RawBuilder<EntryVersion> {
  return sql<EntryVersion>`
    select ${COLUMNS} from structure.entry e left join posts.person p on p.person_id = e.person_id
    where ${where} order by e.body_code, e.entry_id, e.version_no`;
}

/** Every version of every entry of a body, oldest first. */
export async function allVersions(tx: Tx, bodyCode: BodyCode): Promise<readonly EntryVersion[]> {
  return (await versions(sql`e.body_code = ${bodyCode}`).execute(tx)).rows;
}

/** The newest versions of a body's own entries, taken back ones left out, oldest term first. */
export async function entriesOf(
  tx: Tx,
  bodyCode: BodyCode,
  kind: Kind | null = null,
): Promise<readonly Entry[]> {
  const all = await allVersions(tx, bodyCode);
  return newest(all).filter((entry) => !entry.withdrawn && (kind === null || entry.kind === kind));
}

export function newest(all: readonly EntryVersion[]): readonly EntryVersion[] {
  const byId = new Map<string, EntryVersion>();
  for (const version of all) byId.set(version.entryId, version);
  return [...byId.values()].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
}

export async function versionsOf(
  tx: Tx,
  bodyCode: BodyCode,
  entryId: string,
): Promise<readonly EntryVersion[]> {
  return (await versions(sql`e.body_code = ${bodyCode} and e.entry_id = ${entryId}::uuid`).execute(tx)).rows;
}

/** The newest versions that are not taken back, of several bodies. */
export async function entriesOfBodies(
  tx: Tx,
  bodyCodes: readonly BodyCode[],
): Promise<readonly EntryVersion[]> {
  return newest((await versions(sql`e.body_code = any(${[...bodyCodes]}::text[])`).execute(tx)).rows).filter(
    (entry) => !entry.withdrawn,
  );
}

/** One writer at a time for the register of a body: terms are judged beside each other. */
export async function lockRegister(tx: Tx, bodyCodes: readonly BodyCode[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(7120, hashtext(c)) from (
    select c from unnest(${[...bodyCodes]}::text[]) as c order by c) o`.execute(tx);
}

export interface Writer {
  readonly seatId: string | null;
  readonly seatTitle: string;
  readonly at: string;
}

export async function insertVersion(
  tx: Tx,
  entry: EntryContent & {
    readonly bodyCode: BodyCode;
    readonly entryId: string;
    readonly versionNo: number;
    readonly withdrawn: boolean;
    readonly reason: string | null;
  },
  by: Writer,
): Promise<void> {
  await sql`
    insert into structure.entry (body_code, entry_id, version_no, kind, state, valid_from, valid_to, title, rank, unit,
      is_external, members, person_id, withdrawn, reason, seat_id, seat_title, recorded_at)
    values (${entry.bodyCode}, ${entry.entryId}, ${entry.versionNo}, ${entry.kind}, ${entry.state}, ${entry.validFrom},
      ${entry.validTo}, ${entry.title}, ${entry.rank}, ${entry.unit}, ${entry.external}, ${entry.members},
      ${entry.personId}, ${entry.withdrawn}, ${entry.reason}, ${by.seatId}, ${by.seatTitle}, ${by.at})`.execute(
    tx,
  );
}

/** Days of which a subject of this register has been recorded as 根拠資料. */
export async function recordedDays(tx: Tx, bodyCode: BodyCode, subject: string): Promise<readonly Day[]> {
  const { rows } = await sql<{ day: Day }>`
    select distinct on_day as day from evidence.mark
    where body_code = ${bodyCode} and source = 'structure' and subject = ${subject} order by 1`.execute(tx);
  return rows.map((row) => row.day);
}
