import { type RawBuilder, sql } from 'kysely';
import type { PublicationState, Reason } from '../../../core/indicator.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import { ofWhole } from '../../bodies/queries/whole.ts';
import type { NewBatch, NewObservation } from '../types.ts';
import { ofRegister } from './register.ts';
import { rowsOfFact, sameKey, sayingsOf } from './sayings.ts';

/** Stored numbers of reasons and states. They are part of the data: never renumber. */
export const REASON_NUMBERS: Readonly<Record<Reason, number>> = {
  'not-asked': 1,
  'not-answered': 2,
  'not-applicable': 3,
  'blank-in-source': 4,
  withdrawn: 5,
};
export const STATE_NUMBERS: Readonly<Record<PublicationState, number>> = {
  unpublished: 0,
  provisional: 1,
  final: 2,
};

const KEY = ['body_code', 'indicator_key', 'part_key', 'period_end', 'series_key'];

/**
 * The working tables of one transaction. `incoming` = what was given, with what it meets; `delta` = rows of the store
 * that stop (sign −1) or begin (sign +1) to count: the roll-up reads it before the transaction ends.
 */
export async function prepareWorkingTables(tx: Tx): Promise<void> {
  // One round trip. The tables stay with the connection; emptying them at commit would cost more than all the rest.
  await sql
    .raw(`
    create temp table if not exists incoming (
      position integer not null,
      body_code text not null, indicator_key smallint not null, part_key integer not null,
      period_end date not null, series_key smallint not null,
      state smallint not null, reason smallint, void boolean not null default false, restores smallint,
      value bigint, base bigint, base_on date,
      batch_no integer not null, sheet_no integer, row_no integer, column_no smallint, note text,
      edition_on date,
      old_revision smallint, old_value bigint, old_base bigint, old_base_on date, old_reason smallint, old_state smallint,
      old_void boolean, old_edition date, old_origin smallint,
      action text
    );
    create temp table if not exists observation_delta (
      sign smallint not null,
      body_code text not null, indicator_key smallint not null, part_key integer not null,
      period_end date not null, series_key smallint not null, revision smallint not null,
      state smallint not null, reason smallint, value bigint, base bigint
    );
    do $$ begin
      if pg_relation_size('pg_temp.incoming') > 262144 or pg_relation_size('pg_temp.observation_delta') > 262144 then
        truncate incoming, observation_delta;
      else
        delete from incoming;
        delete from observation_delta;
      end if;
    end $$`)
    .execute(tx);
}

export interface StoredBatch {
  readonly batchNo: number;
  /** By position of the sheet in the batch. */
  readonly sheets: readonly { readonly sheetNo: number; readonly editionOn: string | null }[];
}

export async function insertBatch(
  tx: Tx,
  batch: Pick<NewBatch, 'batchId' | 'title' | 'recordedBy' | 'sheets'> & { kind: NewBatch['kind'] | 'undo' },
  recordedAt: string,
  sample: boolean,
  undoes: string | null = null,
): Promise<StoredBatch> {
  const insert = sql<{ batch_no: number }>`
    insert into observations.batch (batch_id, kind, title, recorded_by, recorded_at, sample, undoes)
    values (${batch.batchId}, ${batch.kind}, ${batch.title}, ${batch.recordedBy}, ${recordedAt}, ${sample}, ${undoes})
    returning batch_no`;
  const inserted = await prepared(insert).execute(tx);
  const batchNo = inserted.rows[0]!.batch_no;
  const sheets: { sheetNo: number; editionOn: string | null }[] = [];
  for (const [position, sheet] of batch.sheets.entries()) {
    const row = await sql<{ sheet_no: number }>`
      insert into observations.batch_sheet (batch_no, position, file_name, sheet_name, sha256, edition_on)
      values (${batchNo}, ${position}, ${sheet.fileName}, ${sheet.sheetName}, ${sheet.sha256}, ${sheet.editionOn})
      returning sheet_no`.execute(tx);
    sheets.push({ sheetNo: row.rows[0]!.sheet_no, editionOn: sheet.editionOn });
  }
  return { batchNo, sheets };
}

/**
 * Up to so many rows a write is one of a person's: its statements are planned once, as planning them would take longer
 * than running them. More rows come from a file, and for each of these the planner has to look at how many there are.
 */
const FEW = 200;

export function isFew(rows: number): boolean {
  return rows <= FEW;
}

function statement<Row>(few: boolean, text: RawBuilder<Row>): RawBuilder<Row> {
  return few ? prepared(text) : text;
}

/** Rows a statement carries: large enough to be fast, small enough to stay far from the driver's limits. */
const CHUNK = 20_000;

/**
 * Puts observations into `incoming`. Returns how many found their indicator, part, series and body: fewer than given
 * is a fault of the caller.
 */
export async function loadIncoming(
  tx: Tx,
  observations: readonly NewObservation[],
  batch: StoredBatch,
): Promise<number> {
  let loaded = 0;
  for (let start = 0; start < observations.length; start += CHUNK) {
    const chunk = observations.slice(start, start + CHUNK);
    const column = <T>(pick: (observation: NewObservation) => T) => chunk.map(pick);
    const sheetOf = (o: NewObservation) => (o.sheet === null ? null : (batch.sheets[o.sheet] ?? null));
    const text = sql`
      insert into incoming (position, body_code, indicator_key, part_key, period_end, series_key, state, reason,
        value, base, base_on, batch_no, sheet_no, row_no, column_no, note, edition_on)
      select ${start} + g.ordinal, g.body_code, d.indicator_key, p.part_key, g.period_end, s.series_key, g.state, g.reason,
        g.value, g.base, g.base_on, ${batch.batchNo}::integer, g.sheet_no, g.row_no, g.column_no, g.note, g.edition_on
      from unnest(
        ${column((o) => o.bodyCode)}::text[], ${column((o) => o.indicator)}::text[], ${column((o) => o.part)}::text[],
        ${column((o) => o.on)}::date[], ${column((o) => o.series)}::text[],
        ${column((o) => STATE_NUMBERS[o.state])}::smallint[],
        ${column((o) => (o.reason === null ? null : REASON_NUMBERS[o.reason]))}::smallint[],
        ${column((o) => o.value?.toString() ?? null)}::bigint[], ${column((o) => o.base?.toString() ?? null)}::bigint[],
        ${column((o) => o.baseOn)}::date[], ${column((o) => sheetOf(o)?.sheetNo ?? null)}::integer[],
        ${column((o) => o.row)}::integer[], ${column((o) => o.column)}::smallint[], ${column((o) => o.note)}::text[],
        ${column((o) => sheetOf(o)?.editionOn ?? null)}::date[]
      ) with ordinality as g(body_code, indicator, part_id, period_end, series, state, reason, value, base, base_on,
        sheet_no, row_no, column_no, note, edition_on, ordinal)
      join indicators.definition d on d.id || '@' || d.version = g.indicator
      join indicators.part p on p.indicator_key = d.indicator_key and p.part_id = g.part_id
      join indicators.series s on s.series = g.series
      join bodies.body b on b.body_code = g.body_code`;
    const result = await statement(isFew(observations.length), text).execute(tx);
    loaded += Number(result.numAffectedRows ?? 0n);
  }
  return loaded;
}

/**
 * Serialises writers of the same indicators, always in the same order, so that they never wait for each other in a
 * circle. Tells whether one of them is the denominator of another.
 */
export async function lockIndicators(tx: Tx, few: boolean): Promise<{ readonly divides: boolean }> {
  const locked = await statement(
    few,
    sql<{ divides: boolean }>`
    select coalesce(bool_or(divides), false) as divides from (
      select pg_advisory_xact_lock(7102, k), divides from (
        select k, bool_or(divides) as divides from (
          select indicator_key::integer as k, false as divides from incoming
          union
          select d.indicator_key::integer, true from indicators.definition d
          join indicators.definition n on n.id = d.document -> 'denominator' ->> 'indicator'
          join incoming i on i.indicator_key = n.indicator_key
        ) every group by k order by k
      ) ordered offset 0
    ) locked`,
  ).execute(tx);
  return locked.rows[0]!;
}

/** The same locks for all that several batches of one transaction will write, before the first of them is written. */
export async function lockNamed(tx: Tx, indicators: readonly string[]): Promise<void> {
  const named = sql`any(${[...indicators]}::text[])`;
  await sql`
    select pg_advisory_xact_lock(7102, k) from (
      select distinct k from (
        select indicator_key::integer as k from indicators.definition where id || '@' || version = ${named}
        union
        select d.indicator_key::integer from indicators.definition d
        join indicators.definition n on n.id = d.document -> 'denominator' ->> 'indicator'
        where n.id || '@' || n.version = ${named}
      ) every order by k
    ) ordered`.execute(tx);
}

/**
 * Whether the store holds anything at all for the periods that came, in the same whole; when not, every cell is new and
 * nothing is looked up.
 */
export async function meetsExisting(tx: Tx): Promise<boolean> {
  const found = await sql<{ found: boolean }>`
    select exists (
      select from (select distinct indicator_key, period_end, ${ofWhole('body_code')} as nation from incoming) k
      cross join lateral (
        select 1 from observations.observation o
        where o.indicator_key = k.indicator_key and o.period_end = k.period_end
          and ${ofWhole('o.body_code')} = k.nation limit 1) hit
    ) as found`.execute(tx);
  return found.rows[0]!.found;
}

/** Cells that came twice in one batch under the same key: a fault of whoever read the file. */
export async function findRepeated(
  tx: Tx,
  few: boolean,
): Promise<{ body_code: string; indicator_key: number } | null> {
  const repeated = await statement(
    few,
    sql<{ body_code: string; indicator_key: number }>`
    select body_code, indicator_key from incoming
    group by body_code, indicator_key, part_key, period_end, series_key having count(*) > 1 limit 1`,
  ).execute(tx);
  return repeated.rows[0] ?? null;
}

export type Action = 'insert' | 'supersede' | 'unchanged' | 'older';

/** How many cells of each batch do what. */
export type Actions = ReadonlyMap<number, ReadonlyMap<Action, number>>;

/**
 * Decides for each incoming cell: insert, supersede, unchanged, or older (an older edition never overwrites a newer).
 * Values are compared, not texts; a body's note alone changes nothing.
 */
export async function classifyIncoming(tx: Tx, meets: boolean, few: boolean): Promise<Actions> {
  // One look into the index for each row: a join of the five key columns is estimated at one row whatever comes, and
  // a whole national table that was known already took a minute.
  const update = meets
    ? sql`
    update incoming i set (old_revision, old_value, old_base, old_base_on, old_reason, old_state, old_void, old_edition,
      old_origin, action) = (
      select o.revision, o.value, o.base, o.base_on, o.reason, o.state, o.void, o.edition_on, coalesce(o.restores, o.revision),
        case
          when o.revision is null or o.void then 'insert'
          when (i.value, i.base, i.base_on, i.reason, i.state)
            is not distinct from (o.value, o.base, o.base_on, o.reason, o.state) then 'unchanged'
          when i.edition_on < o.edition_on then 'older'
          else 'supersede' end
      from (values (1)) one
      left join lateral (
        select o.*,
          case when exists (select from observations.batch b where b.batch_no = o.batch_no and (b.kind = 'undo'
              or exists (select from observations.batch u where u.undoes = b.batch_id)))
            -- Who brought it has been taken back, or it is what an undoing put: it stands by others, with their edition.
            then (select max(said.edition_on) from (${sayingsOf('o', -1)}) said)
            else greatest(s.edition_on, (
              select max(e.edition_on) from observations.confirmation c
              join observations.batch b on b.batch_no = c.batch_no
              join observations.batch_sheet e on e.sheet_no = c.sheet_no
              where ${sameKey('c', 'o')} and c.revision = coalesce(o.restores, o.revision)
                and not exists (select from observations.batch u where u.undoes = b.batch_id))) end as edition_on
        from (
          select o.* from observations.observation o where ${sameKey('o', 'i')} order by o.revision desc limit 1
        ) o
        left join observations.batch_sheet s on s.sheet_no = o.sheet_no
      ) o on true
    )`
    : sql`update incoming set action = 'insert'`;
  const counted = await statement(
    few,
    sql<{ batch_no: number; action: Action; cells: bigint }>`
    with judged as (${update} returning batch_no, action)
    select batch_no, action, count(*) as cells from judged group by batch_no, action`,
  ).execute(tx);
  const byBatch = new Map<number, Map<Action, number>>();
  for (const row of counted.rows) {
    const actions = byBatch.get(row.batch_no) ?? new Map<Action, number>();
    actions.set(row.action, Number(row.cells));
    byBatch.set(row.batch_no, actions);
  }
  return byBatch;
}

/**
 * A corrected denominator corrects every rate that was divided by it, in the same transaction: each observation whose
 * base is the old value on the old date gets a revision with the new one.
 */
export async function addDependents(tx: Tx): Promise<void> {
  await sql`
    insert into incoming (position, body_code, indicator_key, part_key, period_end, series_key, state, reason, value, base,
      base_on, batch_no, sheet_no, row_no, column_no, note, edition_on, old_revision, old_value, old_base, action)
    select -1, o.body_code, o.indicator_key, o.part_key, o.period_end, o.series_key, o.state, o.reason, o.value, i.value,
      o.base_on, i.batch_no, i.sheet_no, i.row_no, i.column_no, '分母の訂正による', i.edition_on, o.revision, o.value, o.base,
      'supersede'
    from incoming i
    join indicators.definition n on n.indicator_key = i.indicator_key
    join indicators.definition d on d.document -> 'denominator' ->> 'indicator' = n.id
    join observations.observation o
      on o.body_code = i.body_code and o.indicator_key = d.indicator_key and o.base_on = i.period_end
      and o.base = i.old_value and not o.void
    where i.action = 'supersede' and i.value is not null and i.old_value is not null and i.value <> i.old_value
      and not exists (select from incoming j where ${sameKey('j', 'o')})
      and o.revision = (select max(l.revision) from observations.observation l where ${sameKey('l', 'o')})`.execute(
    tx,
  );
}

/** What is written of `incoming`. */
const ROWS = sql`
    insert into observations.observation (body_code, indicator_key, part_key, period_end, series_key, revision, state, reason,
      void, restores, value, base, base_on, batch_no, sheet_no, row_no, column_no, note)
    select body_code, indicator_key, part_key, period_end, series_key, coalesce(old_revision, 0) + 1, state, reason,
      void, restores, value, base, base_on, batch_no, sheet_no, row_no, column_no, note
    from incoming where action in ('insert', 'supersede')
    order by body_code, indicator_key, part_key, period_end, series_key`;

/**
 * Notes with sign −1 what counts now for the facts that change, writes their rows if there are any, and forgets what
 * was shadowed: one statement, whose parts all see the store as it was before.
 */
export async function replaceRows(tx: Tx, rows: 'write' | 'none', few: boolean): Promise<void> {
  await statement(
    few,
    sql`
    with before as (
      insert into observation_delta
      select distinct -1, o.body_code, o.indicator_key, o.part_key, o.period_end, o.series_key, o.revision, o.state, o.reason,
        o.value, o.base
      from incoming i
      cross join lateral (${rowsOfFact('observations.effective', 'i')}) o
      where i.action in ('insert', 'supersede')
    ), forgotten as (
      delete from observations.shadowed s using (
        select distinct body_code, indicator_key, part_key, period_end from incoming where action in ('insert', 'supersede')
      ) i where ${sameKey('s', 'i', KEY.slice(0, 4))}
    ) ${rows === 'write' ? ROWS : sql`select`}`,
  ).execute(tx);
}

export async function writeRows(tx: Tx, few: boolean): Promise<void> {
  await statement(few, ROWS).execute(tx);
}

/** Notes which known values the batches say again. `incoming` knows the row that brought each of them. */
export async function writeConfirmations(tx: Tx): Promise<void> {
  await sql`
    insert into observations.confirmation (body_code, indicator_key, part_key, period_end, series_key, revision, batch_no,
      sheet_no, row_no, column_no)
    select body_code, indicator_key, part_key, period_end, series_key, old_origin, batch_no, sheet_no, row_no, column_no
    from incoming where action = 'unchanged'
    order by body_code, indicator_key, part_key, period_end, series_key`.execute(tx);
}

/** Keeps what an older edition says beside a newer one: it counts when the newer one is taken back. */
export async function writeOlder(tx: Tx): Promise<void> {
  await sql`
    insert into observations.older (body_code, indicator_key, part_key, period_end, series_key, batch_no, state, reason,
      value, base, base_on, sheet_no, row_no, column_no, note)
    select body_code, indicator_key, part_key, period_end, series_key, batch_no, state, reason, value, base, base_on,
      sheet_no, row_no, column_no, note
    from incoming where action = 'older'
    order by body_code, indicator_key, part_key, period_end, series_key`.execute(tx);
}

/** Rows in one transaction from which the planner must be told: it would else look up each of them by its period. */
const MANY_ROWS = 5_000;

/**
 * Autovacuum learns of a bulk load a minute later, or never where the server runs only for one command; the next
 * correction or undoing of the same table then took minutes instead of seconds. Costs a tenth of a second.
 */
export async function refreshStatistics(tx: Tx, rows: number): Promise<void> {
  if (rows >= MANY_ROWS)
    await sql`analyze observations.observation, observations.shadowed, observations.confirmation`.execute(tx);
}

/** Everything that came is new to the store: it counts as it stands, unless two series speak of one fact. */
export async function noteAfterFresh(tx: Tx, few: boolean): Promise<void> {
  await statement(
    few,
    sql`
    insert into observation_delta
    select 1, body_code, indicator_key, part_key, period_end, series_key, 1, state, reason, value, base from incoming`,
  ).execute(tx);
}

/** No fact of two series, and no entry of a register: those never count on their own day. */
export async function speaksOnce(tx: Tx): Promise<boolean> {
  const twice = await sql`
    select 1 from (select distinct indicator_key, period_end, series_key from incoming) k
    group by indicator_key, period_end having count(*) > 1 or bool_or(${ofRegister('k')}) limit 1`.execute(
    tx,
  );
  return twice.rows.length === 0;
}

/**
 * Which row counts for each touched fact now: the newest revision of each series, not void, of the series believed
 * most. All others of the fact are shadowed, and so is every entry of a register, which stands over days and not on one;
 * what was before has been forgotten.
 */
export async function settleShadows(tx: Tx, few: boolean): Promise<void> {
  await statement(
    few,
    sql`
    with fact as (
      select distinct body_code, indicator_key, part_key, period_end from incoming where action in ('insert', 'supersede')
    ), standing as (
      select o.*, o.revision = max(o.revision) over (
          partition by o.body_code, o.indicator_key, o.part_key, o.period_end, o.series_key) and not o.void
          and not ${ofRegister('o')} as stands,
        coalesce(r.rank, 1000) as rank
      from fact f
      cross join lateral (${rowsOfFact('observations.observation', 'f')}) o
      left join indicators.precedence r on r.indicator_key = o.indicator_key and r.series_key = o.series_key
    ), ranked as (
      select standing.*, row_number() over (
          partition by body_code, indicator_key, part_key, period_end
          order by stands desc, rank, series_key) as place
      from standing
    ), hidden as (
      insert into observations.shadowed
      select body_code, indicator_key, part_key, period_end, series_key, revision
      from ranked where not stands or place > 1
    )
    insert into observation_delta
    select 1, body_code, indicator_key, part_key, period_end, series_key, revision, state, reason, value, base
    from ranked where stands and place = 1`,
  ).execute(tx);
}

/** Puts into `incoming` the facts of an indicator of which several series, or a register, speak: after a change of who is believed. */
export async function loadContested(tx: Tx, indicatorKey: number): Promise<void> {
  await sql`
    insert into incoming (position, body_code, indicator_key, part_key, period_end, series_key, state, batch_no, action)
    select -1, body_code, indicator_key, part_key, period_end, min(series_key), 2, max(batch_no), 'supersede'
    from observations.observation where indicator_key = ${indicatorKey}
    group by body_code, indicator_key, part_key, period_end
    having min(series_key) <> max(series_key)
      or max(series_key) = (select series_key from indicators.series where series = 'evidence')`.execute(tx);
}
