import { sql } from 'kysely';
import type { Day } from '../../../core/calendar.ts';
import type { Db } from '../../../platform/db/database.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import { type Round, rounds } from './rounds.ts';
import type { Sheet } from './sheets.ts';
import '../tables.ts';

/** Of what there is anything at all beside the answers of a sheet: most sheets have none, and nobody need ask for it. */
export interface Beside {
  /** 災害対応中 today. */
  readonly disaster: boolean;
  /** Texts that did not count, settled or not. */
  readonly kept: boolean;
  /** Texts that are no answers and wait to be put right. */
  readonly raws: boolean;
  readonly evidence: boolean;
  /** 代行入力 that the body has not confirmed. */
  readonly proxies: boolean;
  /** Private notes of the reading body on questions of the survey. */
  readonly notes: boolean;
  /** A round of the survey that was sent for an earlier day, whoever asked. */
  readonly earlier: boolean;
}

/** The round of a sheet with what there is beside it, in one question: with every page of a sheet and every save. */
export async function findRoundOfSheet(
  db: Db,
  sheet: Pick<Sheet, 'bodyCode' | 'roundId'>,
  reader: { readonly bodyCode: string; readonly today: Day },
): Promise<{ readonly round: Round; readonly beside: Beside } | null> {
  const { today } = reader;
  const ofSheet = sql`body_code = ${sheet.bodyCode} and round_id = ${sheet.roundId}::uuid`;
  const { rows } = await prepared(sql<Round & Beside>`
    select q.*,
      exists (select from surveys.disaster where body_code = ${sheet.bodyCode}
        and since <= ${today}::date and (until is null or ${today}::date <= until)) as disaster,
      exists (select from surveys.answer where ${ofSheet} and not in_force) as kept,
      exists (select from surveys.raw_text where ${ofSheet} and settled_at is null) as raws,
      exists (select from surveys.evidence where ${ofSheet} and removed_at is null) as evidence,
      exists (select from surveys.proxy_entry where ${ofSheet} and confirmed_at is null) as proxies,
      exists (select from surveys.private_note n
        where n.body_code = ${reader.bodyCode} and n.survey_id = q."surveyId") as notes,
      exists (select from surveys.round e where e.survey_id = q."surveyId"
        and e.base_day < q."baseDay" and e.state <> 'draft') as earlier
    from ${rounds(db).where('r.round_id', '=', sheet.roundId)} q`).execute(db);
  if (rows[0] === undefined) return null;
  const { disaster, kept, raws, evidence, proxies, notes, earlier, ...round } = rows[0];
  return { round, beside: { disaster, kept, raws, evidence, proxies, notes, earlier } };
}
