import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { IndicatorDefinition } from '../src/core/indicator.ts';
import type { Db } from '../src/platform/db/database.ts';
import { registerDefinitions, registerSeries } from '../src/spine/indicators/actions.ts';
import type { NewBatch, NewObservation } from '../src/spine/observations/types.ts';
import { recompute, record, registerRules } from '../src/spine/roll-up/actions.ts';
import { readCells } from '../src/spine/roll-up/queries/cells.ts';
import { factKeys } from '../src/spine/roll-up/queries/periods.ts';
import { inTurn, ms, type ResultRow, say, summarise, time } from './measure.ts';

export const clock = { now: () => Date.now() };
const SERIES = 'bench';

export interface Size {
  readonly indicators: number;
  readonly months: number;
}

function definitions(count: number): IndicatorDefinition[] {
  return Array.from({ length: count }, (_, index): IndicatorDefinition => {
    const share = index % 3 === 1;
    return {
      id: `bench-${index}`,
      version: 1,
      title: `性能試験${index}`,
      shortTitle: `試験${index}`,
      definition: '性能試験のための定義',
      formula: '性能試験のための式',
      source: '性能試験',
      level: 'both',
      valueKind: share ? 'share' : index % 3 === 0 ? 'yes-no' : 'count',
      unit: index % 3 === 2 ? '件' : '%',
      decimals: index % 3 === 2 ? 0 : 1,
      scale: 0,
      better: 'up',
      period: 'month',
      operator: share
        ? { kind: index % 2 === 0 ? 'ratio-of-sums' : 'mean-of-bodies' }
        : index % 3 === 0
          ? { kind: 'share-of-bodies', atLeast: 1 }
          : { kind: 'sum' },
      base: 'all',
      baseBodies: 'all',
      planItems: [],
    };
  });
}

/** Registers what the store needs; the bodies are those of the real register. */
export async function prepare(db: Db, size: Size): Promise<void> {
  await registerSeries(db, [
    {
      series: SERIES,
      title: '性能試験',
      publisher: '性能試験',
      licence: '性能試験',
      attribution: '性能試験',
    },
  ]);
  const all = definitions(size.indicators);
  await registerDefinitions(db, clock, all);
  await registerRules(db, all);
}

/** Fills months `from` … `to` (exclusive) with a value, a share or a reason for every body; one in a hundred was corrected. */
export async function fill(db: Db, from: number, to: number): Promise<number> {
  const batchNo = await sql<{ batch_no: number }>`
    insert into observations.batch (batch_id, kind, title, recorded_by, recorded_at)
    values (${randomUUID()}, 'import', '性能試験', '性能試験', now()) returning batch_no`.execute(db);
  const filled = await sql`
    insert into observations.observation (body_code, indicator_key, part_key, period_end, series_key, revision, state, reason,
      value, base, batch_no, row_no, column_no)
    select m.body_code, d.indicator_key, p.part_key,
      (date '2021-01-01' + make_interval(months => month + 1) - interval '1 day')::date, s.series_key, revision, 2,
      case when h % 20 = 0 then 1 + h % 5 end,
      case when h % 20 <> 0 then case d.document ->> 'valueKind' when 'yes-no' then h % 2 when 'share' then h % 33 else h % 9999 end end,
      case when h % 20 <> 0 and d.document ->> 'valueKind' = 'share' then 32 + h % 3 end,
      ${batchNo.rows[0]!.batch_no}, 2, 3
    from generate_series(${from}::integer, ${to - 1}::integer) as month
    cross join indicators.definition d
    join indicators.part p on p.indicator_key = d.indicator_key and p.part_id = ''
    join indicators.series s on s.series = ${SERIES}
    cross join bodies.stratum_span m
    cross join lateral (select abs(hashtext(m.body_code || d.id || month)) as h) hashed
    cross join lateral generate_series(1, case when h % 100 = 7 then 2 else 1 end) as revision
    where d.id like 'bench-%' and m.valid_to = 'infinity'`.execute(db);
  await sql`
    insert into observations.shadowed
    select o.body_code, o.indicator_key, o.part_key, o.period_end, o.series_key, 1
    from observations.observation o where o.revision = 2
    on conflict do nothing`.execute(db);
  return Number(filled.numAffectedRows ?? 0n);
}

/** The same counts by one `GROUP BY` over the rows as they lie, without corrections and without the nation. */
async function plainGroupBy(db: Db): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`
      create temp table plain on commit drop as
      select o.indicator_key, o.part_key, o.period_end, m.prefecture_code, m.stratum,
        count(*) filter (where o.reason is null) as reported, count(*) filter (where o.reason = 1) as not_asked,
        count(*) filter (where o.reason = 2) as not_answered, count(*) filter (where o.reason = 3) as not_applicable,
        count(*) filter (where o.reason = 4) as blank, count(*) filter (where o.reason = 5) as withdrawn,
        count(*) filter (where o.value >= 1) as met, sum(o.value) as value_sum, sum(o.base) as base_sum,
        count(*) filter (where o.state = 0) as unpublished, count(*) filter (where o.state = 1) as provisional
      from observations.observation o
      join bodies.stratum_span m
        on m.body_code = o.body_code and m.valid_from <= o.period_end and o.period_end < m.valid_to
      group by 1, 2, 3, 4, 5`.execute(tx);
  });
}

function fullRecompute(db: Db): Promise<void> {
  return db.transaction().execute((tx) => recompute(tx));
}

/** B2: the full recompute against the plain GROUP BY; growth by doubling the months. */
export async function benchRecompute(db: Db, size: Size): Promise<ResultRow[]> {
  const rows: ResultRow[] = [];
  const steps = [size.months / 4, size.months / 2, size.months].map(Math.round);
  const medians: number[] = [];
  let done = 0;
  let stored = 0;
  for (const months of steps) {
    for (; done < months; done += 1) stored += await fill(db, done, done + 1);
    await sql`vacuum analyze observations.observation`.execute(db);
    await sql`vacuum analyze observations.shadowed`.execute(db);
    const again = () => fullRecompute(db);
    const plain = () => plainGroupBy(db);
    // From nothing, so that growth is measured on the same work each time.
    await sql`truncate rollup.cell`.execute(db);
    const empty = await inTurn(1, again, plain);
    medians.push(empty.a.median);
    say(`  ${stored} rows: recompute from nothing ${ms(empty.a.median)}, plain ${ms(empty.b.median)}`);
    if (months !== size.months) continue;
    const measured = await inTurn(3, again, plain);
    say(`  again, nothing to put right: ${ms(measured.a.median)}, plain ${ms(measured.b.median)}`);
    rows.push({
      id: 'B2',
      work: 'the same into emptied cells: every cell is written',
      figure: ms(empty.a.median),
      against: `plain GROUP BY ${ms(empty.b.median)}`,
      ratio: `${empty.ratio.toFixed(2)}×`,
      goal: 'for information',
      met: true,
    });
    rows.unshift({
      id: 'B2',
      work: `full recompute of ${stored.toLocaleString('en')} rows, compared with the cells as stored`,
      figure: ms(measured.a.median),
      against: `plain GROUP BY ${ms(measured.b.median)}`,
      ratio: `${measured.ratio.toFixed(2)}×`,
      goal: '≤ 1.5×',
      met: measured.ratio <= 1.5,
    });
  }
  const growth = (medians[2] ?? 0) / (medians[1] ?? 1);
  rows.push({
    id: 'B2',
    work: 'growth when the months double',
    figure: `${ms(medians[1] ?? 0)} → ${ms(medians[2] ?? 0)}`,
    against: 'half the months',
    ratio: `${growth.toFixed(2)}×`,
    goal: 'linear (≤ 2.3×)',
    met: growth <= 2.3,
  });
  return rows;
}

export function batch(): NewBatch {
  return { batchId: randomUUID(), kind: 'import', title: '性能試験', recordedBy: '性能試験', sheets: [] };
}

export function observation(bodyCode: string, indicator: string, on: string, value: bigint): NewObservation {
  return {
    bodyCode,
    indicator,
    part: '',
    on,
    series: SERIES,
    value,
    base: null,
    baseOn: null,
    reason: null,
    state: 'final',
    note: null,
    sheet: null,
    row: 2,
    column: 3,
  };
}

/** B1: one value changed, read back as the nation's cells, against the plain recount of the whole store. */
export async function benchChange(db: Db): Promise<ResultRow[]> {
  const bodies = await sql<{ body_code: string }>`
    select body_code from bodies.stratum_span where valid_to = 'infinity' and stratum <> 'prefecture'`.execute(
    db,
  );
  const periods = await sql<{ period_end: string }>`
    select distinct period_end from rollup.cell order by 1`.execute(db);
  const keys = await factKeys(db, 'bench-0@1', '');
  const runs: number[] = [];
  for (let round = 0; round < 220; round += 1) {
    const body = bodies.rows[(round * 97) % bodies.rows.length]!.body_code;
    const on = periods.rows[(round * 7) % periods.rows.length]!.period_end;
    const changed = observation(body, 'bench-0@1', on, BigInt(round % 2));
    runs.push(
      await time(async () => {
        await db
          .transaction()
          .execute((tx) => record(tx, clock, [{ batch: batch(), observations: [changed] }]));
        await readCells(db, { ...keys, on, knownBefore: null });
      }),
    );
  }
  const change = summarise(runs.slice(20));
  const plain = summarise([await time(() => plainGroupBy(db)), await time(() => plainGroupBy(db))]);
  const ratio = plain.median / change.median;
  return [
    {
      id: 'B1',
      work: 'one value changed → prefecture → nation visible',
      figure: `median ${ms(change.median)}, p95 ${ms(change.p95)}`,
      against: `plain GROUP BY of the store ${ms(plain.median)}`,
      ratio: `${ratio.toFixed(0)}× less`,
      goal: '≥ 100× less, ≤ 10 ms median',
      met: ratio >= 100 && change.median <= 10,
    },
  ];
}

/** B6: bytes of a stored observation with all indexes and history, against the same columns without an index. */
export async function benchBytes(db: Db): Promise<ResultRow[]> {
  await sql`create table public.same_columns as select * from observations.observation`.execute(db);
  await sql`vacuum full observations.shadowed`.execute(db);
  const sizes = await sql<{ whole: bigint; bare: bigint; held: bigint }>`
    select pg_total_relation_size('observations.observation') + pg_total_relation_size('observations.shadowed')
        + pg_total_relation_size('rollup.cell') as whole,
      pg_table_size('public.same_columns') as bare, (select count(*) from observations.observation) as held`.execute(
    db,
  );
  const { whole, bare, held } = sizes.rows[0]!;
  const ratio = Number(whole) / Number(bare);
  return [
    {
      id: 'B6',
      work: `bytes on disk per observation, indexes, history and cells included (${Number(held).toLocaleString('en')} rows)`,
      figure: `${(Number(whole) / Number(held)).toFixed(0)} bytes`,
      against: `same columns without index ${(Number(bare) / Number(held)).toFixed(0)} bytes`,
      ratio: `${ratio.toFixed(2)}×`,
      goal: '≤ 2×',
      met: ratio <= 2,
    },
  ];
}
