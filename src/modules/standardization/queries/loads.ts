import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';
import { ofWhole } from '../../../spine/bodies/queries/whole.ts';
import type { LoadLine } from '../rules/load.ts';
import type { StoredLine } from './months.ts';

/** A table of statuses that the operator brought; its lines stand beside it until the work is done. */
export interface ListLoad {
  readonly loadId: string;
  readonly whole: BodyCode;
  readonly month: Day;
  readonly fileName: string;
  readonly steps: readonly string[];
  /** Its header is a list that was not known. */
  readonly isNew: boolean;
  readonly bodies: number;
  readonly lines: number;
  readonly madeAt: string;
  readonly jobId: string | null;
  readonly filled: number;
  readonly kept: number;
  readonly finishedAt: string | null;
}

const LOAD =
  sql.raw(`l.load_id as "loadId", l.whole_code as whole, l.month, l.file_name as "fileName", l.steps, l.is_new as "isNew",
  l.bodies, l.lines, l.made_at as "madeAt", l.job_id as "jobId", l.filled, l.kept, l.finished_at as "finishedAt"`);

/** The load and its lines; one that was only looked at before is dropped. */
export async function insertLoad(
  tx: Tx,
  load: Omit<ListLoad, 'jobId' | 'filled' | 'kept' | 'finishedAt'>,
  lines: readonly LoadLine[],
): Promise<void> {
  await sql`delete from standardization.load_line where load_id in
    (select load_id from standardization.list_load where job_id is null)`.execute(tx);
  await sql`delete from standardization.list_load where job_id is null`.execute(tx);
  await sql`insert into standardization.list_load (load_id, whole_code, month, file_name, steps, is_new, bodies, lines, made_at)
    values (${load.loadId}::uuid, ${load.whole}, ${load.month}::date, ${load.fileName}, ${[...load.steps]}::text[],
      ${load.isNew}, ${load.bodies}, ${load.lines}, ${load.madeAt}::timestamptz)`.execute(tx);
  await sql`insert into standardization.load_line (body_code, load_id, business_no, states)
    select r."bodyCode", ${load.loadId}::uuid, r."businessNo", r.states
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as r("bodyCode" text, "businessNo" smallint, states text)`.execute(
    tx,
  );
}

export async function findLoad(db: Db, loadId: string): Promise<ListLoad | null> {
  const { rows } = await sql<ListLoad>`
    select ${LOAD} from standardization.list_load l where l.load_id = ${loadId}::uuid`.execute(db);
  return rows[0] ?? null;
}

/** Those that were taken over, the newest first. */
export async function listLoads(db: Db, whole: BodyCode): Promise<readonly ListLoad[]> {
  const { rows } = await sql<ListLoad>`
    select ${LOAD} from standardization.list_load l where l.whole_code = ${whole} and l.job_id is not null
    order by l.made_at desc limit 20`.execute(db);
  return rows;
}

/** False: it is at work already. */
export async function startLoad(tx: Tx, loadId: string, jobId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`update standardization.list_load set job_id = ${jobId}::uuid
    where load_id = ${loadId}::uuid and job_id is null`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

export async function countFilled(tx: Tx, loadId: string, filled: number, kept: number): Promise<void> {
  await sql`update standardization.list_load set filled = filled + ${filled}::int, kept = kept + ${kept}::int
    where load_id = ${loadId}::uuid`.execute(tx);
}

/** Its lines stand in the months by now. */
export async function finishLoad(tx: Tx, loadId: string, at: string): Promise<void> {
  await sql`delete from standardization.load_line where load_id = ${loadId}::uuid`.execute(tx);
  await sql`update standardization.list_load set finished_at = ${at}::timestamptz
    where load_id = ${loadId}::uuid`.execute(tx);
}

/** Codes of the load after one, in order. */
export async function bodiesOfLoad(
  tx: Tx,
  loadId: string,
  after: BodyCode,
  limit: number,
): Promise<readonly BodyCode[]> {
  const { rows } = await sql<{ code: BodyCode }>`
    select distinct body_code as code from standardization.load_line
    where load_id = ${loadId}::uuid and body_code > ${after} order by 1 limit ${limit}`.execute(tx);
  return rows.map((row) => row.code);
}

export async function linesOfLoad(
  tx: Tx,
  loadId: string,
  codes: readonly BodyCode[],
): Promise<readonly LoadLine[]> {
  const { rows } = await sql<LoadLine>`
    select body_code as "bodyCode", business_no as "businessNo", states from standardization.load_line
    where load_id = ${loadId}::uuid and body_code = any(${[...codes]}::text[])
    order by body_code, business_no`.execute(tx);
  return rows;
}

/** Bodies of the load that have said the month themselves. */
export async function keptByLoad(db: Db, loadId: string): Promise<number> {
  const { rows } = await sql<{ kept: number }>`
    select count(distinct x.body_code)::int as kept from standardization.load_line x
    join standardization.list_load l on l.load_id = x.load_id
    join standardization.month_report r on r.body_code = x.body_code and r.month = l.month
    where x.load_id = ${loadId}::uuid`.execute(db);
  return rows[0]?.kept ?? 0;
}

/** Municipalities of the whole that stand in no line of the load. */
export async function absentFromLoad(db: Db, load: ListLoad): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select r.name from bodies.stratum_span t
    join bodies.register_row r on r.body_code = t.body_code and r.retired_at is null
      and r.valid_from <= ${load.month}::date and (r.valid_to is null or r.valid_to > ${load.month}::date)
    where t.stratum <> 'prefecture' and t.valid_from <= ${load.month}::date and t.valid_to > ${load.month}::date
      and ${ofWhole('t.body_code', load.whole)}
      and not exists (select from standardization.load_line x where x.load_id = ${load.loadId}::uuid and x.body_code = t.body_code)
    order by t.body_code`.execute(db);
  return rows.map((row) => row.name);
}

export async function namesOfMonth(
  db: Db,
  whole: BodyCode,
  month: Day,
): Promise<ReadonlyMap<BodyCode, string>> {
  const { rows } = await sql<{ code: BodyCode; name: string }>`
    select r.body_code as code, r.name from bodies.register_row r
    where r.retired_at is null and r.valid_from <= ${month}::date and (r.valid_to is null or r.valid_to > ${month}::date)
      and ${ofWhole('r.body_code', whole)}`.execute(db);
  return new Map(rows.map(({ code, name }) => [code, name]));
}

/** Of many bodies: as `lockMonth`, in the order of their codes, so that two never wait for each other. */
export async function lockMonths(tx: Tx, codes: readonly BodyCode[], whole: BodyCode): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(hashtext(${`standardization-close ${whole}`}))`.execute(tx);
  await sql`select pg_advisory_xact_lock(hashtext('standardization ' || c.code))
    from (select unnest(${[...codes].sort()}::text[]) as code) c`.execute(tx);
}

export async function reportedOf(
  tx: Tx,
  codes: readonly BodyCode[],
  month: Day,
): Promise<ReadonlySet<BodyCode>> {
  const { rows } = await sql<{ code: BodyCode }>`
    select body_code as code from standardization.month_report
    where body_code = any(${[...codes]}::text[]) and month = ${month}::date`.execute(tx);
  return new Set(rows.map((row) => row.code));
}

/** Each body's lines of its newest month before this one. */
export async function formerLines(
  tx: Tx,
  codes: readonly BodyCode[],
  month: Day,
): Promise<readonly StoredLine[]> {
  const { rows } = await sql<StoredLine>`
    select s.body_code as "bodyCode", s.month, s.business_no as "businessNo", s.list_since as "listSince", s.states,
      s.revision, s.base_month as "baseMonth", s.base_revision as "baseRevision"
    from (select body_code, max(month) as month from standardization.month_state
      where body_code = any(${[...codes]}::text[]) and month < ${month}::date group by body_code) n
    join standardization.month_state s on s.body_code = n.body_code and s.month = n.month`.execute(tx);
  return rows;
}
