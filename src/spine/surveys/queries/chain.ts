import { sql } from 'kysely';
import type { Day } from '../../../core/calendar.ts';
import type { AnswerValue } from '../../../core/survey/answer.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';
import '../tables.ts';

/** 決裁 of the body's own, as it was told to us. */
export interface Decision {
  readonly bodyCode: string;
  readonly roundId: string;
  readonly decisionNo: number;
  readonly documentNo: string;
  readonly decidedOn: Day;
  readonly decider: string;
  /** 代決 */
  readonly onBehalf: boolean;
  /** 「同一人」: who drafted also decided. */
  readonly samePerson: boolean;
  /** Question id → revision that was decided on. */
  readonly answers: Readonly<Record<string, number>>;
  readonly seatId: string;
  readonly seatTitle: string;
  readonly recordedAt: string;
}

const DECISION = sql.raw(`
  d.body_code as "bodyCode", d.round_id as "roundId", d.decision_no as "decisionNo", d.document_no as "documentNo",
  d.decided_on as "decidedOn", d.decider, d.on_behalf as "onBehalf", d.same_person as "samePerson", d.answers,
  d.seat_id as "seatId", d.seat_title as "seatTitle", d.recorded_at as "recordedAt"`);

/** Newest first. */
export async function decisionsOf(db: Db, bodyCode: string, roundId: string): Promise<readonly Decision[]> {
  const { rows } = await sql<Decision>`
    select ${DECISION} from surveys.decision d
    where d.body_code = ${bodyCode} and d.round_id = ${roundId} order by d.decision_no desc`.execute(db);
  return rows;
}

export async function insertDecision(tx: Tx, decision: Omit<Decision, 'decisionNo'>): Promise<number> {
  const { rows } = await sql<{ decision_no: number }>`
    insert into surveys.decision (body_code, round_id, decision_no, document_no, decided_on, decider, on_behalf,
      same_person, answers, seat_id, seat_title, recorded_at)
    select ${decision.bodyCode}, ${decision.roundId}::uuid, coalesce(max(decision_no), 0) + 1, ${decision.documentNo},
      ${decision.decidedOn}::date, ${decision.decider}, ${decision.onBehalf}::boolean, ${decision.samePerson}::boolean,
      ${JSON.stringify(decision.answers)}::jsonb, ${decision.seatId}::uuid, ${decision.seatTitle}, ${decision.recordedAt}::timestamptz
    from surveys.decision where body_code = ${decision.bodyCode} and round_id = ${decision.roundId}::uuid
    returning decision_no`.execute(tx);
  return rows[0]!.decision_no;
}

/**
 * What the decision was about leaves the body. Gives how many answers are new to those outside: none when a sheet that came
 * back is handed in as it was decided on before.
 */
export async function handInAnswers(tx: Tx, decision: Decision): Promise<number> {
  const done = await sql`
    insert into surveys.handed_in (body_code, round_id, decision_no, question_id, revision, value, remark)
    select a.body_code, a.round_id, ${decision.decisionNo}, a.question_id, a.revision, a.value, a.remark
    from jsonb_each_text(${JSON.stringify(decision.answers)}::jsonb) as decided(question_id, revision)
    join surveys.answer a on a.body_code = ${decision.bodyCode} and a.round_id = ${decision.roundId}
      and a.question_id = decided.question_id and a.revision = decided.revision::integer
    where a.value is not null
    on conflict do nothing`.execute(tx);
  return Number(done.numAffectedRows ?? 0n);
}

/** One answer that left its body. */
export interface HandedIn {
  readonly bodyCode: string;
  readonly decisionNo: number;
  readonly questionId: string;
  readonly revision: number;
  readonly value: AnswerValue;
  readonly remark: string | null;
}

const HANDED =
  sql.raw(`h.body_code as "bodyCode", h.decision_no as "decisionNo", h.question_id as "questionId",
  h.revision, h.value, h.remark`);

type HandedInBodies = ReadonlyMap<string, ReadonlyMap<string, HandedIn>>;

/** The answers of the newest decision that was handed in, by question id; of one sheet. */
export async function handedInNow(
  db: Db,
  bodyCode: string,
  roundId: string,
): Promise<ReadonlyMap<string, HandedIn>> {
  return (await handedInOf(db, roundId, [bodyCode])).get(bodyCode) ?? new Map();
}

/** The same of several sheets of a round; `null`: of all. Who handed nothing in is not among them. */
export async function handedInOf(
  db: Db,
  roundId: string,
  bodyCodes: readonly string[] | null,
): Promise<HandedInBodies> {
  const chosen = bodyCodes === null ? sql`true` : sql`body_code = any(${[...bodyCodes]}::text[])`;
  const { rows } = await sql<HandedIn>`
    select ${HANDED} from surveys.handed_in h
    join (select body_code, max(decision_no) as decision_no from surveys.handed_in
      where round_id = ${roundId} and ${chosen} group by body_code) n
      on n.body_code = h.body_code and n.decision_no = h.decision_no
    where h.round_id = ${roundId}`.execute(db);
  const bodies = new Map<string, Map<string, HandedIn>>();
  for (const row of rows) {
    const body = bodies.get(row.bodyCode) ?? new Map<string, HandedIn>();
    body.set(row.questionId, row);
    bodies.set(row.bodyCode, body);
  }
  return bodies;
}

export async function insertRecorded(
  tx: Tx,
  recorded: readonly {
    readonly bodyCode: string;
    readonly roundId: string;
    readonly decisionNo: number | null;
    readonly batchId: string;
    readonly state: 'provisional' | 'final';
    readonly at: string;
  }[],
): Promise<void> {
  if (recorded.length === 0) return;
  await tx
    .insertInto('surveys.recorded')
    .values(
      recorded.map((one) => ({
        body_code: one.bodyCode,
        round_id: one.roundId,
        decision_no: one.decisionNo,
        batch_id: one.batchId,
        state: one.state,
        recorded_at: one.at,
      })),
    )
    .execute();
}

/** 代行入力 that its body has not confirmed yet, as far as such answers are still in force. */
export async function unconfirmedProxies(db: Db, bodyCode: string, roundId: string): Promise<number> {
  const { rows } = await sql<{ open: bigint }>`
    select count(*) as open from surveys.answer_now a
    join surveys.proxy_entry p on p.body_code = a.body_code and p.proxy_id = a.proxy_id
    where a.body_code = ${bodyCode} and a.round_id = ${roundId} and p.confirmed_at is null and a.value is not null`.execute(
    db,
  );
  return Number(rows[0]?.open ?? 0n);
}

/** Whether the body's own rule lets the one who drafts decide, and which rule that is; null: nothing recorded. */
export async function bodyRule(
  db: Db,
  bodyCode: string,
): Promise<{ readonly samePerson: boolean; readonly basis: string } | null> {
  const { rows } = await sql<{ same_person: boolean; basis: string }>`
    select same_person, basis from surveys.body_rule where body_code = ${bodyCode} order by rule_no desc limit 1`.execute(
    db,
  );
  return rows[0] === undefined ? null : { samePerson: rows[0].same_person, basis: rows[0].basis };
}

export async function insertBodyRule(
  tx: Tx,
  rule: { bodyCode: string; samePerson: boolean; basis: string; by: string; at: string },
): Promise<void> {
  await sql`
    insert into surveys.body_rule (body_code, rule_no, same_person, basis, recorded_by, recorded_at)
    select ${rule.bodyCode}, coalesce(max(rule_no), 0) + 1, ${rule.samePerson}::boolean, ${rule.basis}, ${rule.by}, ${rule.at}::timestamptz
    from surveys.body_rule where body_code = ${rule.bodyCode}`.execute(tx);
}
