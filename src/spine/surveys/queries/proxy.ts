import { sql } from 'kysely';
import type { Day } from '../../../core/calendar.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import '../tables.ts';

/** 代行入力: what a prefecture heard or got on paper, and from whom. */
export interface ProxyEntry {
  readonly bodyCode: string;
  readonly roundId: string;
  readonly proxyId: string;
  readonly heardOn: Day;
  readonly heardFrom: string;
  readonly scanSha256: string | null;
  readonly byCode: string;
  readonly seatTitle: string;
  readonly enteredAt: string;
  readonly confirmedAt: string | null;
  readonly confirmedBy: string | null;
}

/** Newest first. */
export async function proxiesOf(db: Db, bodyCode: string, roundId: string): Promise<readonly ProxyEntry[]> {
  const { rows } = await sql<ProxyEntry>`
    select body_code as "bodyCode", round_id as "roundId", proxy_id as "proxyId", heard_on as "heardOn",
      heard_from as "heardFrom", scan_sha256 as "scanSha256", by_code as "byCode", seat_title as "seatTitle",
      entered_at as "enteredAt", confirmed_at as "confirmedAt", confirmed_by as "confirmedBy"
    from surveys.proxy_entry where body_code = ${bodyCode} and round_id = ${roundId}
    order by entered_at desc, proxy_id`.execute(db);
  return rows;
}

export async function insertProxy(
  tx: Tx,
  entry: Omit<ProxyEntry, 'confirmedAt' | 'confirmedBy'>,
): Promise<void> {
  await tx
    .insertInto('surveys.proxy_entry')
    .values({
      body_code: entry.bodyCode,
      proxy_id: entry.proxyId,
      round_id: entry.roundId,
      heard_on: entry.heardOn,
      heard_from: entry.heardFrom,
      scan_sha256: entry.scanSha256,
      by_code: entry.byCode,
      seat_title: entry.seatTitle,
      entered_at: entry.enteredAt,
      confirmed_at: null,
      confirmed_by: null,
    })
    .execute();
}

/** Entries of which nothing is in force as typed any more: the body has confirmed or changed every answer. */
export async function closeProxies(
  tx: Tx,
  bodyCode: string,
  roundId: string,
  by: { readonly seatTitle: string; readonly at: string },
): Promise<void> {
  await prepared(sql`
    update surveys.proxy_entry p set confirmed_at = ${by.at}::timestamptz, confirmed_by = ${by.seatTitle}
    where p.body_code = ${bodyCode} and p.round_id = ${roundId} and p.confirmed_at is null
      and exists (select from surveys.answer a where a.body_code = p.body_code and a.round_id = p.round_id
        and a.proxy_id = p.proxy_id and a.in_force)
      and not exists (select from surveys.answer_now n where n.body_code = p.body_code and n.round_id = p.round_id
        and n.proxy_id = p.proxy_id)`).execute(tx);
}
