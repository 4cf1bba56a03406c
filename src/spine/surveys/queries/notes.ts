import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/db/database.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import '../tables.ts';

/** 「昨年こう答えた理由」: the body's own, of a question over all rounds; never handed in, never shown outside. */
export interface PrivateNote {
  readonly questionId: string;
  readonly revision: number;
  readonly note: string;
  readonly seatTitle: string;
  readonly savedAt: string;
}

const NOTE = sql.raw(
  'n.question_id as "questionId", n.revision, n.note, n.seat_title as "seatTitle", n.saved_at as "savedAt"',
);

/** The newest note of each question of a survey, by question id; emptied ones are left out. */
export async function notesOf(
  db: Db,
  bodyCode: string,
  surveyId: string,
): Promise<ReadonlyMap<string, PrivateNote>> {
  const { rows } = await prepared(sql<PrivateNote>`
    select distinct on (n.question_id) ${NOTE} from surveys.private_note n
    where n.body_code = ${bodyCode} and n.survey_id = ${surveyId}
    order by n.question_id, n.revision desc`).execute(db);
  return new Map(rows.filter((row) => row.note !== '').map((row) => [row.questionId, row]));
}

/** All notes of one question, newest first. */
export async function noteHistory(
  db: Db,
  bodyCode: string,
  surveyId: string,
  questionId: string,
): Promise<readonly PrivateNote[]> {
  const { rows } = await sql<PrivateNote>`
    select ${NOTE} from surveys.private_note n
    where n.body_code = ${bodyCode} and n.survey_id = ${surveyId} and n.question_id = ${questionId}
    order by n.revision desc`.execute(db);
  return rows;
}

/** Appends; the former notes stay. */
export async function insertNote(
  tx: Tx,
  note: {
    readonly bodyCode: string;
    readonly surveyId: string;
    readonly questionId: string;
    readonly note: string;
    readonly postId: string;
    readonly seatTitle: string;
    readonly at: string;
  },
): Promise<void> {
  await sql`
    insert into surveys.private_note (body_code, survey_id, question_id, revision, note, post_id, seat_title, saved_at)
    select ${note.bodyCode}, ${note.surveyId}, ${note.questionId}, coalesce(max(revision), 0) + 1, ${note.note},
      ${note.postId}::uuid, ${note.seatTitle}, ${note.at}::timestamptz
    from surveys.private_note
    where body_code = ${note.bodyCode} and survey_id = ${note.surveyId} and question_id = ${note.questionId}`.execute(
    tx,
  );
}
