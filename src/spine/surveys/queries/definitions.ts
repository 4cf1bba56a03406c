import { sql } from 'kysely';
import type { SurveyDefinition } from '../../../core/survey/definition.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';
import '../tables.ts';

export interface SurveyVersion {
  readonly surveyId: string;
  readonly version: number;
  readonly organiserCode: string;
  readonly document: SurveyDefinition;
  /** Counts edits of a draft; a form brings the one that it was shown. */
  readonly edition: number;
  readonly editedAt: string;
  readonly editedBy: string;
  /** Null: a draft. */
  readonly frozenAt: string | null;
}

function versions(db: Db) {
  return db
    .selectFrom('surveys.survey_version as v')
    .innerJoin('surveys.survey as s', 's.survey_id', 'v.survey_id')
    .select([
      'v.survey_id as surveyId',
      'v.version',
      's.organiser_code as organiserCode',
      'v.document',
      'v.edition',
      'v.edited_at as editedAt',
      'v.edited_by as editedBy',
      'v.frozen_at as frozenAt',
    ]);
}

export async function findVersion(db: Db, surveyId: string, version: number): Promise<SurveyVersion | null> {
  const row = await versions(db)
    .where('v.survey_id', '=', surveyId)
    .where('v.version', '=', version)
    .executeTakeFirst();
  return row ?? null;
}

export async function newestVersion(db: Db, surveyId: string): Promise<SurveyVersion | null> {
  const row = await versions(db)
    .where('v.survey_id', '=', surveyId)
    .orderBy('v.version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** Every survey in its newest version. */
export async function listSurveys(db: Db): Promise<readonly SurveyVersion[]> {
  return versions(db).distinctOn('v.survey_id').orderBy('v.survey_id').orderBy('v.version', 'desc').execute();
}

/** Of every survey the newest version that a body made itself or that one hand (the program's) has edited. */
export async function listReadable(
  db: Db,
  organiserCode: string,
  by: string,
): Promise<readonly SurveyVersion[]> {
  return versions(db)
    .where((where) =>
      where.or([where('s.organiser_code', '=', organiserCode), where('v.edited_by', '=', by)]),
    )
    .distinctOn('v.survey_id')
    .orderBy('v.survey_id')
    .orderBy('v.version', 'desc')
    .execute();
}

/** Every version of one survey, newest first. */
export async function versionsOf(db: Db, surveyId: string): Promise<readonly SurveyVersion[]> {
  return versions(db).where('v.survey_id', '=', surveyId).orderBy('v.version', 'desc').execute();
}

/** The document of the newest version that one hand has edited. */
export async function lastVersionBy(db: Db, surveyId: string, by: string): Promise<SurveyDefinition | null> {
  const row = await versions(db)
    .where('v.survey_id', '=', surveyId)
    .where('v.edited_by', '=', by)
    .orderBy('v.version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.document ?? null;
}

export async function insertSurvey(
  tx: Tx,
  survey: { surveyId: string; organiserCode: string; at: string },
): Promise<boolean> {
  const done = await sql`
    insert into surveys.survey (survey_id, organiser_code, created_at)
    values (${survey.surveyId}, ${survey.organiserCode}, ${survey.at}) on conflict do nothing`.execute(tx);
  return Number(done.numAffectedRows ?? 0n) === 1;
}

/** Makes the next version of a survey as a draft and gives its number. */
export async function insertVersion(
  tx: Tx,
  draft: { document: SurveyDefinition; at: string; by: string },
): Promise<number> {
  const done = await sql<{ version: number }>`
    insert into surveys.survey_version (survey_id, version, document, edited_at, edited_by)
    select ${draft.document.id}, coalesce(max(version), 0) + 1, ${JSON.stringify(draft.document)}::jsonb, ${draft.at}, ${draft.by}
    from surveys.survey_version where survey_id = ${draft.document.id}
    returning version`.execute(tx);
  return done.rows[0]!.version;
}

/** False: it is frozen, or another author has edited it since `edition`. */
export async function updateDraft(
  tx: Tx,
  draft: { document: SurveyDefinition; version: number; edition: number; at: string; by: string },
): Promise<boolean> {
  const done = await sql`
    update surveys.survey_version
    set document = ${JSON.stringify(draft.document)}::jsonb, edition = edition + 1, edited_at = ${draft.at},
      edited_by = ${draft.by}
    where survey_id = ${draft.document.id} and version = ${draft.version} and edition = ${draft.edition}
      and frozen_at is null`.execute(tx);
  return Number(done.numAffectedRows ?? 0n) === 1;
}

export async function freezeVersion(tx: Tx, surveyId: string, version: number, at: string): Promise<void> {
  await sql`
    update surveys.survey_version set frozen_at = ${at}
    where survey_id = ${surveyId} and version = ${version} and frozen_at is null`.execute(tx);
}
