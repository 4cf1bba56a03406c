import { sql } from 'kysely';
import type { Day } from '../../../core/calendar.ts';
import type { SurveyDefinition } from '../../../core/survey/definition.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import type { RoundState } from '../rules/sheet-workflow.ts';
import type { Route } from '../tables.ts';
import '../tables.ts';

/** 調査回 as lists name it: without the questions that it asks. */
export interface RoundHead {
  readonly roundId: string;
  readonly roundNo: number;
  readonly surveyId: string;
  readonly version: number;
  readonly title: string;
  /** 000000, a prefecture, or SAMPLE_NATION: rounds of 見本県 ask 見本県 only. */
  readonly organiserCode: string;
  /** 基準日: the asked bodies are those of this day, and the observations bear it. */
  readonly baseDay: Day;
  readonly route: Route;
  readonly designatedDirect: boolean;
  readonly prefectureDue: Day | null;
  readonly nationDue: Day | null;
  readonly documentNo: string | null;
  readonly state: RoundState;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly sentAt: string | null;
  readonly fixedAt: string | null;
  readonly publishedAt: string | null;
}

/** 調査回 with the version of the survey that it asks. */
export interface Round extends RoundHead {
  readonly survey: SurveyDefinition;
}

function roundHeads(db: Db) {
  return db
    .selectFrom('surveys.round as r')
    .select([
      'r.round_id as roundId',
      'r.round_no as roundNo',
      'r.survey_id as surveyId',
      'r.version',
      'r.title',
      'r.organiser_code as organiserCode',
      'r.base_day as baseDay',
      'r.route',
      'r.designated_direct as designatedDirect',
      'r.prefecture_due as prefectureDue',
      'r.nation_due as nationDue',
      'r.document_no as documentNo',
      'r.state',
      'r.created_at as createdAt',
      'r.created_by as createdBy',
      'r.sent_at as sentAt',
      'r.fixed_at as fixedAt',
      'r.published_at as publishedAt',
    ]);
}

export function rounds(db: Db) {
  return roundHeads(db)
    .innerJoin('surveys.survey_version as v', (join) =>
      join.onRef('v.survey_id', '=', 'r.survey_id').onRef('v.version', '=', 'r.version'),
    )
    .select('v.document as survey');
}

const ROUND_ID = /^[0-9a-f-]{36}$/;

export async function findRound(db: Db, roundId: string): Promise<Round | null> {
  if (!ROUND_ID.test(roundId)) return null;
  const { rows } = await prepared(sql<Round>`${rounds(db).where('r.round_id', '=', roundId)}`).execute(db);
  return rows[0] ?? null;
}

export async function findRoundHead(db: Db, roundId: string): Promise<RoundHead | null> {
  if (!ROUND_ID.test(roundId)) return null;
  const found = roundHeads(db).where('r.round_id', '=', roundId);
  const { rows } = await prepared(sql<RoundHead>`${found}`).execute(db);
  return rows[0] ?? null;
}

export async function roundsById(db: Db, roundIds: readonly string[]): Promise<readonly Round[]> {
  return roundIds.length === 0
    ? []
    : rounds(db)
        .where('r.round_id', 'in', [...new Set(roundIds)])
        .execute();
}

/** Newest first. */
export async function listRounds(
  db: Db,
  only: { readonly organiserCode?: string; readonly states?: readonly RoundState[] } = {},
): Promise<readonly Round[]> {
  let query = rounds(db).orderBy('r.round_no', 'desc');
  if (only.organiserCode !== undefined) query = query.where('r.organiser_code', '=', only.organiserCode);
  if (only.states !== undefined) query = query.where('r.state', 'in', [...only.states]);
  return query.execute();
}

export type NewRound = Pick<
  RoundHead,
  | 'roundId'
  | 'surveyId'
  | 'version'
  | 'title'
  | 'organiserCode'
  | 'baseDay'
  | 'route'
  | 'designatedDirect'
  | 'prefectureDue'
  | 'nationDue'
  | 'documentNo'
> & { readonly at: string; readonly by: string };

export async function insertRound(tx: Tx, round: NewRound): Promise<void> {
  await tx
    .insertInto('surveys.round')
    .values({
      round_id: round.roundId,
      survey_id: round.surveyId,
      version: round.version,
      title: round.title,
      organiser_code: round.organiserCode,
      base_day: round.baseDay,
      route: round.route,
      designated_direct: round.designatedDirect,
      prefecture_due: round.prefectureDue,
      nation_due: round.nationDue,
      document_no: round.documentNo,
      state: 'draft',
      created_at: round.at,
      created_by: round.by,
      sent_at: null,
      fixed_at: null,
      published_at: null,
    })
    .execute();
}

const AT = { sent: 'sent_at', fixed: 'fixed_at', published: 'published_at' } as const;
const BEFORE = { sent: 'draft', fixed: 'sent', published: 'fixed' } as const;

/** False when the round was not in the state before: a second click, or another one was faster. */
export async function advanceRound(
  tx: Tx,
  roundId: string,
  to: 'sent' | 'fixed' | 'published',
  at: string,
): Promise<boolean> {
  const done = await sql`
    update surveys.round set state = ${to}, ${sql.ref(AT[to])} = ${at}
    where round_id = ${roundId} and state = ${BEFORE[to]}`.execute(tx);
  return Number(done.numAffectedRows ?? 0n) === 1;
}
