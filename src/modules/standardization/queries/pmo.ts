import { type RawBuilder, sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { ofWhole } from '../../../spine/bodies/queries/whole.ts';
import { businessesIn, type PmoFilter, type Sums } from '../rules/pmo.ts';

export interface BodySums extends Sums {
  readonly name: string;
  readonly prefectureCode: BodyCode;
  readonly stratum: string;
}

/** One digit of a line is one byte: `length` would look through each of them for letters of several. */
const STEPS = 'octet_length(s.states)';
const SUMS = sql.raw(`count(*)::int as lines, sum(${STEPS})::int as steps, sum(s.done)::int as done,
  sum(s.working)::int as working, sum(s.not_started)::int as "notStarted", sum(s.excluded)::int as excluded,
  sum(${STEPS} - s.done - s.working - s.not_started - s.excluded)::int as unreported,
  count(*) filter (where s.excluded < ${STEPS})::int as systems,
  count(*) filter (where s.done > 0 and s.done + s.excluded = ${STEPS})::int as finished`);

/** Municipalities of a whole on the month's last day: governments of prefectures stand apart. */
export function spans(whole: BodyCode, on: Day): RawBuilder<unknown> {
  return sql`(select t.body_code, t.prefecture_code, t.stratum from bodies.stratum_span t
    where t.stratum <> 'prefecture' and t.valid_from <= ${on}::date and t.valid_to > ${on}::date and ${ofWhole('t.body_code', whole)})`;
}

/** Only of what is chosen, so that nothing is asked of each of 34,820 lines that all of them pass. */
function only(condition: RawBuilder<boolean>, chosen: boolean): RawBuilder<unknown> {
  return chosen ? sql` and ${condition}` : sql``;
}

/** `line`: alias of a row with body_code and business_no; `t`: its span; `y`: its system. Begins with `and`. */
export function chosen(filter: PmoFilter, line: string): RawBuilder<unknown> {
  const { prefecture, stratum, vendor, business, ministry } = filter;
  const no = sql.raw(`${line}.business_no`);
  const some = business !== null || ministry !== '';
  return sql`${only(sql`${no} = any(${[...businessesIn(filter)]}::smallint[])`, some)}
    ${only(sql`t.prefecture_code = ${prefecture}`, prefecture !== '')}
    ${only(sql`t.stratum = ${stratum}`, stratum !== '')}
    ${only(sql`y.vendor_id = ${vendor}::uuid`, vendor !== '')}`;
}

function lines(whole: BodyCode, month: Day, filter: PmoFilter): RawBuilder<unknown> {
  const system =
    filter.vendor === ''
      ? sql`left join (select null::uuid as vendor_id) y on true`
      : sql`join standardization.system y on y.body_code = s.body_code and y.business_no = s.business_no`;
  return sql`standardization.month_state s join ${spans(whole, month)} t on t.body_code = s.body_code ${system}
    where s.month = ${month}::date ${chosen(filter, 's')}`;
}

/** Sums of each body that has reported the month, in code order. */
export async function sumsByBody(
  tx: Tx,
  whole: BodyCode,
  month: Day,
  filter: PmoFilter,
): Promise<readonly BodySums[]> {
  const { rows } = await sql<BodySums>`
    select g.*, r.name from (
      select s.body_code as key, min(t.prefecture_code) as "prefectureCode", min(t.stratum) as stratum, ${SUMS}
      from ${lines(whole, month, filter)} group by s.body_code) g
    join bodies.register_row r on r.body_code = g.key and r.retired_at is null
      and r.valid_from <= ${month}::date and (r.valid_to is null or r.valid_to > ${month}::date)
    order by g.key`.execute(tx);
  return rows;
}

export async function sumsByBusiness(
  tx: Tx,
  whole: BodyCode,
  month: Day,
  filter: PmoFilter,
): Promise<readonly Sums[]> {
  const { rows } = await sql<Sums>`
    select s.business_no::text as key, ${SUMS} from ${lines(whole, month, filter)}
    group by s.business_no order by s.business_no`.execute(tx);
  return rows;
}

export async function sumsByVendor(
  tx: Tx,
  whole: BodyCode,
  month: Day,
  filter: PmoFilter,
): Promise<readonly Sums[]> {
  const { rows } = await sql<Sums>`
    select coalesce(v.name, '事業者の登録なし') as key, ${SUMS}
    from standardization.month_state s join ${spans(whole, month)} t on t.body_code = s.body_code
    left join standardization.system y on y.body_code = s.body_code and y.business_no = s.business_no
    left join standardization.vendor v on v.vendor_id = y.vendor_id
    where s.month = ${month}::date ${chosen(filter, 's')}
    group by 1 order by 1`.execute(tx);
  return rows;
}

export interface StepSums {
  readonly step: number;
  readonly done: number;
  readonly working: number;
  readonly notStarted: number;
  readonly excluded: number;
  readonly unreported: number;
}

/** Lines that read alike are counted before they are taken apart: 34,820 lines are 1.4 million steps. */
export async function sumsByStep(
  tx: Tx,
  whole: BodyCode,
  month: Day,
  filter: PmoFilter,
): Promise<readonly StepSums[]> {
  const { rows } = await sql<StepSums>`
    select c.step::int, ${STEP_SUMS}
    from (select s.states, count(*) as n from ${lines(whole, month, filter)} group by s.states) l
    cross join lateral string_to_table(l.states, null) with ordinality as c(state, step)
    group by c.step order by c.step`.execute(tx);
  return rows;
}

const STEP_SUMS = sql.raw(
  Object.entries({ done: 3, working: 2, notStarted: 1, excluded: 4, unreported: 0 })
    .map(([name, state]) => `coalesce(sum(l.n) filter (where c.state = '${state}'), 0)::int as "${name}"`)
    .join(', '),
);

/** Municipalities that are asked for the month and those that have said it. */
export async function reportCounts(
  tx: Tx,
  whole: BodyCode,
  month: Day,
  filter: PmoFilter,
): Promise<{ readonly asked: number; readonly reported: number }> {
  const { rows } = await sql<{ asked: number; reported: number }>`
    select count(*)::int as asked, count(r.body_code)::int as reported from ${spans(whole, month)} t
    left join standardization.month_report r on r.body_code = t.body_code and r.month = ${month}::date
    where (${filter.prefecture} = '' or t.prefecture_code = ${filter.prefecture})
      and (${filter.stratum} = '' or t.stratum = ${filter.stratum})`.execute(tx);
  return rows[0] ?? { asked: 0, reported: 0 };
}

export async function vendorsOf(
  tx: Tx,
  whole: BodyCode,
): Promise<readonly { readonly vendorId: string; readonly name: string }[]> {
  const { rows } = await sql<{ vendorId: string; name: string }>`
    select vendor_id as "vendorId", name from standardization.vendor where whole_code = ${whole} order by name`.execute(
    tx,
  );
  return rows;
}

/** Municipalities that have not said the month; of one prefecture, or of the whole ('' ). */
export async function silentBodies(
  tx: Tx,
  whole: BodyCode,
  month: Day,
  prefecture: string,
): Promise<{
  readonly asked: number;
  readonly silent: readonly { readonly bodyCode: BodyCode; readonly name: string }[];
}> {
  const { rows } = await sql<{ bodyCode: BodyCode; name: string; said: boolean }>`
    select t.body_code as "bodyCode", r.name, (m.body_code is not null) as said from ${spans(whole, month)} t
    join bodies.register_row r on r.body_code = t.body_code and r.retired_at is null
      and r.valid_from <= ${month}::date and (r.valid_to is null or r.valid_to > ${month}::date)
    left join standardization.month_report m on m.body_code = t.body_code and m.month = ${month}::date
    where ${prefecture} = '' or t.prefecture_code = ${prefecture}
    order by t.body_code`.execute(tx);
  return { asked: rows.length, silent: rows.filter((row) => !row.said) };
}
