import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { STATE_CODES, type StepEvent, stateOfCode } from '../rules/model.ts';

/** Which run of a template: of a body, and of one thing of it where the template is run for each. */
export interface Run {
  readonly bodyCode: BodyCode;
  readonly template: string;
  /** '' where the template is run once for the body. */
  readonly subject: string;
}

export interface StoredEvent extends StepEvent {
  readonly bodyCode: BodyCode;
  readonly template: string;
  readonly subject: string;
  readonly recordedAt: string;
  readonly seatTitle: string;
}

interface Row extends Omit<StoredEvent, 'state'> {
  readonly code: number;
}

/** Every event of many bodies and templates at once, in order; as far as the scope of the transaction sees the bodies. */
export async function eventsOf(
  tx: Tx,
  bodyCodes: readonly BodyCode[],
  templates: readonly string[],
): Promise<readonly StoredEvent[]> {
  const { rows } = await sql<Row>`
    select body_code as "bodyCode", template_id as template, subject, step_id as step, seq, state as code,
      on_day as "on", recorded_on as "recordedOn", reason, record, note, url, undoes,
      recorded_at as "recordedAt", seat_title as "seatTitle"
    from steps.event
    where body_code = any(${[...bodyCodes]}::text[]) and template_id = any(${[...templates]}::text[])
    order by body_code, template_id, subject, step_id, seq`.execute(tx);
  return rows.map(({ code, ...row }) => ({ ...row, state: stateOfCode(code) }));
}

/** Events of one run, behind a lock that lasts as long as the transaction: gates are judged on them. */
export async function lockedEvents(tx: Tx, run: Run): Promise<readonly StoredEvent[]> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`steps/${run.bodyCode}/${run.template}/${run.subject}`}, 0))`.execute(
    tx,
  );
  const all = await eventsOf(tx, [run.bodyCode], [run.template]);
  return all.filter((event) => event.subject === run.subject);
}

export interface Written {
  readonly at: string;
  readonly seatId: string | null;
  readonly seatTitle: string;
}

export async function insertEvent(tx: Tx, run: Run, event: StepEvent, by: Written): Promise<void> {
  await sql`
    insert into steps.event (body_code, template_id, subject, step_id, seq, state, on_day, reason, record, note, url,
      undoes, recorded_at, recorded_on, seat_id, seat_title)
    values (${run.bodyCode}, ${run.template}, ${run.subject}, ${event.step}, ${event.seq}, ${STATE_CODES[event.state]},
      ${event.on}, ${event.reason}, ${event.record}, ${event.note}, ${event.url}, ${event.undoes}, ${by.at},
      ${event.recordedOn}, ${by.seatId}, ${by.seatTitle})`.execute(tx);
}

export interface Planned extends Run {
  readonly step: string;
  readonly seq: number;
  /** Null: there was a day, and it was taken away. */
  readonly plannedOn: Day | null;
  readonly recordedAt: string;
  readonly recordedOn: Day;
  readonly seatTitle: string;
}

/** The newest planned day of each step of many bodies. */
export async function plannedOf(
  tx: Tx,
  bodyCodes: readonly BodyCode[],
  templates: readonly string[],
): Promise<readonly Planned[]> {
  const { rows } = await sql<Planned>`
    select distinct on (body_code, template_id, subject, step_id)
      body_code as "bodyCode", template_id as template, subject, step_id as step, seq, planned_on as "plannedOn",
      recorded_at as "recordedAt", recorded_on as "recordedOn", seat_title as "seatTitle"
    from steps.planned
    where body_code = any(${[...bodyCodes]}::text[]) and template_id = any(${[...templates]}::text[])
    order by body_code, template_id, subject, step_id, seq desc`.execute(tx);
  return rows;
}

/** Every planned day of one step that there ever was, the oldest first. */
export async function planHistory(tx: Tx, run: Run, step: string): Promise<readonly Planned[]> {
  const { rows } = await sql<Planned>`
    select body_code as "bodyCode", template_id as template, subject, step_id as step, seq, planned_on as "plannedOn",
      recorded_at as "recordedAt", recorded_on as "recordedOn", seat_title as "seatTitle"
    from steps.planned
    where body_code = ${run.bodyCode} and template_id = ${run.template} and subject = ${run.subject}
      and step_id = ${step}
    order by seq`.execute(tx);
  return rows;
}

/** False: somebody else has written that line in the meantime. */
export async function insertPlanned(
  tx: Tx,
  run: Run,
  line: Pick<Planned, 'step' | 'seq' | 'plannedOn' | 'recordedOn'>,
  by: Written,
): Promise<boolean> {
  const { rows } = await sql`
    insert into steps.planned (body_code, template_id, subject, step_id, seq, planned_on, recorded_at, recorded_on,
      seat_id, seat_title)
    values (${run.bodyCode}, ${run.template}, ${run.subject}, ${line.step}, ${line.seq}, ${line.plannedOn}, ${by.at},
      ${line.recordedOn}, ${by.seatId}, ${by.seatTitle})
    on conflict do nothing returning seq`.execute(tx);
  return rows.length > 0;
}

/** Bodies of the scope with a planned day before `today` in these templates, the oldest day first. */
export async function overdueBodies(
  tx: Tx,
  templates: readonly string[],
  today: Day,
): Promise<readonly BodyCode[]> {
  const { rows } = await sql<{ bodyCode: BodyCode }>`
    select p.body_code as "bodyCode"
    from (select distinct on (body_code, template_id, subject, step_id) body_code, planned_on
      from steps.planned where template_id = any(${[...templates]}::text[])
      order by body_code, template_id, subject, step_id, seq desc) p
    where p.planned_on < ${today}
    group by p.body_code order by min(p.planned_on), p.body_code`.execute(tx);
  return rows.map((row) => row.bodyCode);
}
