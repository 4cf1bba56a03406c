import { sql } from 'kysely';
import { isSample, SAMPLE_PREFECTURE } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';
import { municipalitiesOf, prefectures } from '../../bodies/queries/register.ts';
import type { RegisterBody } from '../../bodies/rules/register.ts';
import type { RoundPlan } from '../rules/round-plan.ts';
import '../tables.ts';

/** Bodies of the organiser's whole (the nation, or 見本県) on a day: who can be asked at all. */
export async function bodiesToAsk(db: Db, organiserCode: string, day: Day): Promise<readonly RegisterBody[]> {
  if (isSample(organiserCode)) {
    const own = await municipalitiesOf(db, SAMPLE_PREFECTURE, day);
    return [...(await prefectures(db, day, 'infinity', SAMPLE_PREFECTURE)), ...own];
  }
  return [...(await prefectures(db, day)), ...(await municipalitiesOf(db, null, day))];
}

/** False: it was sent meanwhile. */
export async function updateRound(
  tx: Tx,
  roundId: string,
  plan: RoundPlan & { surveyId: string; version: number; documentNo: string | null },
): Promise<boolean> {
  const done = await sql`
    update surveys.round set survey_id = ${plan.surveyId}, version = ${plan.version}, title = ${plan.title},
      base_day = ${plan.baseDay}, route = ${plan.route}, designated_direct = ${plan.designatedDirect},
      prefecture_due = ${plan.prefectureDue}, nation_due = ${plan.nationDue}, document_no = ${plan.documentNo}
    where round_id = ${roundId}::uuid and state = 'draft'`.execute(tx);
  return Number(done.numAffectedRows ?? 0n) === 1;
}

/** 「照会の到着」 of every sheet of a round, in one statement. */
export async function insertOpenSteps(
  tx: Tx,
  roundId: string,
  by: { seatId: string; seatTitle: string; documentNo: string | null; at: string },
): Promise<void> {
  await sql`
    insert into surveys.step (body_code, round_id, step_no, step, from_state, to_state, document_no, seat_id, seat_title, at)
    select body_code, round_id, 1, 'open', 'answering', 'answering', ${by.documentNo}, ${by.seatId}::uuid, ${by.seatTitle}, ${by.at}
    from surveys.sheet where round_id = ${roundId}::uuid`.execute(tx);
}

/** Another survey that has not ended, and how many of the bodies it asks as well. */
export interface OtherRound {
  readonly title: string;
  readonly prefectureDue: Day | null;
  readonly nationDue: Day | null;
  readonly bodies: number;
}

/** As far as the caller's scope sees their sheets. */
export async function otherOpenRounds(
  db: Db,
  exceptRoundId: string | null,
  bodyCodes: readonly string[],
): Promise<readonly OtherRound[]> {
  const { rows } = await sql<OtherRound>`
    select r.title, r.prefecture_due as "prefectureDue", r.nation_due as "nationDue", count(*)::int as bodies
    from surveys.round r join surveys.sheet s on s.round_id = r.round_id
    where r.state = 'sent' and r.round_id is distinct from ${exceptRoundId}::uuid
      and s.owner_code = any(${[...bodyCodes]}::text[]) and s.state in ('answering', 'returned', 'queried')
    group by r.round_id order by r.nation_due nulls last, r.title`.execute(db);
  return rows;
}

/** Open sheets whose owner is no body of the register on a day. */
export async function orphanedSheets(
  db: Db,
  today: Day,
): Promise<readonly { bodyCode: string; roundId: string; ownerCode: string; state: string }[]> {
  const { rows } = await sql<{ bodyCode: string; roundId: string; ownerCode: string; state: string }>`
    select s.body_code as "bodyCode", s.round_id as "roundId", s.owner_code as "ownerCode", s.state
    from surveys.sheet s join surveys.round r on r.round_id = s.round_id
    where r.state = 'sent' and not exists (select from bodies.register_row b
      where b.body_code = s.owner_code and b.retired_at is null
        and b.valid_from <= ${today} and (b.valid_to is null or ${today} < b.valid_to))
    order by s.body_code, s.round_id
    for update of s`.execute(db);
  return rows;
}

export async function setOwner(
  tx: Tx,
  sheet: { bodyCode: string; roundId: string },
  ownerCode: string,
): Promise<void> {
  await sql`
    update surveys.sheet set owner_code = ${ownerCode}, state_no = state_no + 1
    where body_code = ${sheet.bodyCode} and round_id = ${sheet.roundId}::uuid`.execute(tx);
}
