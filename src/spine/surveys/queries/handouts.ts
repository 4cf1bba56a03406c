import { sql } from 'kysely';
import type { Day } from '../../../core/calendar.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';
import type { HandoutState } from '../tables.ts';
import '../tables.ts';

/** 庁内照会: questions that were given to one section. */
export interface Handout {
  readonly bodyCode: string;
  readonly handoutId: string;
  readonly roundId: string;
  /** `S0012-992011-2` */
  readonly handoutNo: string;
  /** Null: a section that has no entry here, and needs none. */
  readonly sectionId: string | null;
  readonly sectionName: string;
  readonly organ: string;
  readonly due: Day | null;
  readonly message: string | null;
  readonly state: HandoutState;
  readonly madeBy: string;
  readonly madeAt: string;
  readonly backAt: string | null;
  readonly takenAt: string | null;
  readonly questions: readonly string[];
}

interface Row {
  body_code: string;
  handout_id: string;
  round_id: string;
  handout_no: string;
  section_id: string | null;
  section_name: string;
  organ: string;
  due: Day | null;
  message: string | null;
  state: HandoutState;
  made_by: string;
  made_at: string;
  back_at: string | null;
  taken_at: string | null;
  questions: string[];
}

function handoutOf(row: Row): Handout {
  return {
    bodyCode: row.body_code,
    handoutId: row.handout_id,
    roundId: row.round_id,
    handoutNo: row.handout_no,
    sectionId: row.section_id,
    sectionName: row.section_name,
    organ: row.organ,
    due: row.due,
    message: row.message,
    state: row.state,
    madeBy: row.made_by,
    madeAt: row.made_at,
    backAt: row.back_at,
    takenAt: row.taken_at,
    questions: row.questions,
  };
}

/** All of one sheet, cancelled ones too, in the order of their numbers. */
export async function listHandouts(db: Db, bodyCode: string, roundId: string): Promise<readonly Handout[]> {
  const { rows } = await sql<Row>`
    select h.*, coalesce(array_agg(q.question_id order by q.question_id) filter (where q.question_id is not null), '{}') as questions
    from surveys.handout h
    left join surveys.handout_question q on q.body_code = h.body_code and q.handout_id = h.handout_id
    where h.body_code = ${bodyCode} and h.round_id = ${roundId}
    group by h.body_code, h.handout_id
    order by h.made_at, length(h.handout_no), h.handout_no`.execute(db);
  return rows.map(handoutOf);
}

export async function insertHandouts(tx: Tx, handouts: readonly Handout[]): Promise<void> {
  if (handouts.length === 0) return;
  await tx
    .insertInto('surveys.handout')
    .values(
      handouts.map((one) => ({
        body_code: one.bodyCode,
        handout_id: one.handoutId,
        round_id: one.roundId,
        handout_no: one.handoutNo,
        section_id: one.sectionId,
        section_name: one.sectionName,
        organ: one.organ,
        due: one.due,
        message: one.message,
        state: one.state,
        made_by: one.madeBy,
        made_at: one.madeAt,
        back_at: one.backAt,
        taken_at: one.takenAt,
      })),
    )
    .execute();
  await tx
    .insertInto('surveys.handout_question')
    .values(
      handouts.flatMap((one) =>
        one.questions.map((question) => ({
          body_code: one.bodyCode,
          handout_id: one.handoutId,
          question_id: question,
        })),
      ),
    )
    .execute();
}

/** False: it is in none of the states that the step begins in. */
export async function moveHandout(
  tx: Tx,
  handout: Pick<Handout, 'bodyCode' | 'handoutId'>,
  from: readonly HandoutState[],
  to: HandoutState,
  at: string,
): Promise<boolean> {
  const done = await sql`
    update surveys.handout set state = ${to},
      back_at = case when ${to} = 'back' then ${at}::timestamptz when ${to} = 'out' then null else back_at end,
      taken_at = case when ${to} = 'taken' then ${at}::timestamptz else null end
    where body_code = ${handout.bodyCode} and handout_id = ${handout.handoutId}
      and state = any(${[...from]}::text[])`.execute(tx);
  return Number(done.numAffectedRows ?? 0n) === 1;
}
