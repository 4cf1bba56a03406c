import { sql } from 'kysely';
import type { Db } from '../src/platform/db/database.ts';
import type { NewObservation } from '../src/spine/observations/types.ts';
import { record } from '../src/spine/roll-up/actions.ts';
import { inTurn, ms, type ResultRow } from './measure.ts';
import { batch, clock, observation } from './store.ts';

/** B4 (the store's share): observations recorded, checked and rolled up, against a bare bulk insert of the same columns. */
export async function benchRecord(db: Db): Promise<ResultRow[]> {
  const bodies = await sql<{ body_code: string }>`
    select body_code from bodies.stratum_span where valid_to = 'infinity' and stratum <> 'prefecture' order by 1`.execute(
    db,
  );
  const rows: ResultRow[] = [];
  // The last writes the days of the first again: what these said is known by then.
  for (const [title, count, before] of [
    ['1,741 × 15 values, all new', 15, 2031],
    ['80,000 observations, all new', 46, 2051],
    ['80,000 observations, of which 26,115 are known already', 46, 2031],
  ] as const) {
    let year: number = before;
    const given = () => {
      year += 1;
      const cells: NewObservation[] = [];
      for (let index = 0; index < count; index += 1) {
        for (const { body_code } of bodies.rows) {
          if (cells.length < 80_000)
            cells.push(observation(body_code, `bench-${index * 2}@1`, `${year}-04-30`, BigInt(index % 2)));
        }
      }
      return cells;
    };
    const measured = await inTurn(
      3,
      async () => {
        const cells = given();
        await db.transaction().execute((tx) => record(tx, clock, [{ batch: batch(), observations: cells }]));
      },
      () => bareInsert(db, given()),
    );
    rows.push({
      id: 'B4',
      work: `record ${title} (checked, stored, rolled up)`,
      figure: ms(measured.a.median),
      against: `bare bulk insert ${ms(measured.b.median)}`,
      ratio: `${measured.ratio.toFixed(2)}×`,
      goal: '≤ 3×',
      met: measured.ratio <= 3,
    });
  }
  return rows;
}

/**
 * The same rows into a table without index or constraint, nothing checked or looked up: every column that an observation
 * brings goes over the wire, keys already as the numbers that are stored.
 */
export async function bareInsert(db: Db, cells: readonly NewObservation[]): Promise<void> {
  await sql`create table if not exists public.bare (like observations.observation including defaults)`.execute(
    db,
  );
  const keys = new Map<string, number>();
  const keyOf = (name: string) => {
    const key = keys.get(name) ?? keys.size;
    keys.set(name, key);
    return key;
  };
  await db.transaction().execute(async (tx) => {
    for (let start = 0; start < cells.length; start += 20_000) {
      const chunk = cells.slice(start, start + 20_000);
      const indicators = chunk.map((o) => keyOf(o.indicator));
      await sql`
        insert into public.bare (body_code, indicator_key, part_key, period_end, series_key, revision, state, reason, value,
          base, base_on, batch_no, sheet_no, row_no, column_no, note)
        select g.b, g.i, g.i, g.p, 1, 1, 2, g.reason, g.v, g.base, g.base_on, 1, g.s, g.r, g.c, g.n
        from unnest(${chunk.map((o) => o.bodyCode)}::text[], ${indicators}::smallint[], ${chunk.map((o) => o.on)}::date[],
          ${chunk.map((o) => (o.reason === null ? null : 1))}::smallint[],
          ${chunk.map((o) => o.value?.toString() ?? null)}::bigint[],
          ${chunk.map((o) => o.base?.toString() ?? null)}::bigint[], ${chunk.map((o) => o.baseOn)}::date[],
          ${chunk.map((o) => o.sheet)}::integer[], ${chunk.map((o) => o.row)}::integer[],
          ${chunk.map((o) => o.column)}::smallint[], ${chunk.map((o) => o.note)}::text[])
          as g(b, i, p, reason, v, base, base_on, s, r, c, n)`.execute(tx);
    }
  });
}
