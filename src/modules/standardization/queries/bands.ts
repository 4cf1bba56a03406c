import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { PeerBand } from '../../../spine/steps/rules/forecast.ts';

/** A band of one class and business; null: too few bodies have a pace. */
export interface KeptBand {
  readonly stratum: string;
  readonly businessNo: number;
  readonly band: PeerBand | null;
}

export async function lockBands(tx: Tx, whole: BodyCode): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`standardization-bands ${whole}`}))`.execute(tx);
}

export async function keptBands(tx: Tx, whole: BodyCode, on: Day): Promise<readonly KeptBand[]> {
  const { rows } = await sql<KeptBand>`
    select stratum, business_no as "businessNo", case when quick_closed is not null then json_build_object('bodies', bodies,
      'quick', json_build_object('closed', quick_closed, 'days', quick_days),
      'slow', json_build_object('closed', slow_closed, 'days', slow_days)) end as band
    from standardization.peer_band where whole_code = ${whole} and on_day = ${on}::date`.execute(tx);
  return rows;
}

/** The bands of a day; those of days before are no longer asked for. */
export async function keepBands(tx: Tx, whole: BodyCode, on: Day, bands: readonly KeptBand[]): Promise<void> {
  await sql`delete from standardization.peer_band where whole_code = ${whole} and on_day < ${on}::date`.execute(
    tx,
  );
  const rows = bands.map(({ stratum, businessNo, band }) => ({
    ...{ stratum, business_no: businessNo, bodies: band?.bodies ?? 0 },
    ...{ quick_closed: band?.quick.closed ?? null, quick_days: band?.quick.days ?? null },
    ...{ slow_closed: band?.slow.closed ?? null, slow_days: band?.slow.days ?? null },
  }));
  await sql`
    insert into standardization.peer_band (whole_code, on_day, stratum, business_no, bodies, quick_closed, quick_days,
      slow_closed, slow_days)
    select ${whole}, ${on}::date, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(stratum text,
      business_no smallint, bodies integer, quick_closed integer, quick_days integer, slow_closed integer, slow_days integer)
    on conflict do nothing`.execute(tx);
}
