import { isPrefectureCode, prefectureOf, SAMPLE_NATION } from '../../core/body-code.ts';
import { addDays, type Day, fiscalYearOf, fiscalYearStart } from '../../core/calendar.ts';
import { dayInJapan } from '../../core/known-on.ts';
import type { AnswerValue } from '../../core/survey/answer.ts';
import { nextWorkingDay } from '../../core/working-days.ts';
import type { Tx } from '../../platform/db/database.ts';
import { type Scope, withinScope, withScope } from '../../platform/db/scope.ts';
import type { Clock, Deps } from '../../platform/deps.ts';
import { isPublicHoliday } from '../../platform/holidays.ts';
import type { Right, Seat } from '../contracts/seat.ts';
import { seatsOfBody } from '../posts/queries/seats.ts';
import { fixRound, publishRound } from '../surveys/actions/conduct.ts';
import { handIn, recordBodyRule, recordDecision, revisionsOf } from '../surveys/actions/decide.ts';
import { gather } from '../surveys/actions/review.ts';
import { saveAnswers } from '../surveys/actions/save-answers.ts';
import { planRound, sendRound } from '../surveys/actions/send.ts';
import { answersNow } from '../surveys/queries/answers.ts';
import { newestVersion } from '../surveys/queries/definitions.ts';
import { findSheet, sheetsOfRound } from '../surveys/queries/sheets.ts';
import { roundsOf } from './queries.ts';
import { answersOfBody } from './survey-answers.ts';

/** The offices of 見本県 stand since this day; no 調査回 was held before. */
const FIRST_BASE: Day = '2025-04-01';

/**
 * 調査 of 見本県: last year's 推進体制 from 照会 to 公表, and this year's rounds just sent, so that everything known is filled
 * in already. Every step is taken by the same actions as a person takes it. Once, at the first start.
 */
export async function seedSurveysOfSample(deps: Deps): Promise<void> {
  await withScope(deps.db, { kind: 'system' }, async (tx) => {
    if ((await roundsOf(tx, SAMPLE_NATION)) > 0) return;
    const today = dayInJapan(deps.clock.now());
    const thisYear = fiscalYearStart(fiscalYearOf(today));
    const lastYear = fiscalYearStart(fiscalYearOf(today) - 1);
    if (lastYear >= FIRST_BASE) await wholeRound(tx, 'structure', lastYear);
    for (const [surveyId, days] of [
      ['structure', 21],
      ['external-talent', 28],
      ['staff-training', 35],
    ] as const)
      await openRound(tx, deps.clock, surveyId, thisYear, today, days);
  });
}

/** A clock that stands at ten in the morning of a day in Japan. */
function at(day: Day): Clock {
  const instant = Date.parse(`${day}T10:00:00+09:00`);
  return { now: () => instant };
}

async function seatWith(tx: Tx, bodyCode: string, right: Right, day: Day): Promise<Seat> {
  const seat = (await seatsOfBody(tx, bodyCode, day)).find((each) => each.rights.has(right));
  if (seat === undefined) throw new Error(`見本県: nobody of ${bodyCode} has ${right} on ${day}`);
  return seat;
}

function scopeOfBody(bodyCode: string): Scope {
  return { kind: 'body', bodyCode };
}

/** A refusal while the sample is made is our own fault. */
function must<T>(result: { ok: true; value: T } | { ok: false; code: string }, what: string): T {
  if (!result.ok) throw new Error(`見本県: ${what}: ${result.code}`);
  return result.value;
}

async function sendTo(
  tx: Tx,
  clock: Clock,
  surveyId: string,
  days: { base: Day; prefectureDue: Day; nationDue: Day; documentNo: string },
): Promise<string> {
  const seat = await seatWith(tx, SAMPLE_NATION, 'surveys:conduct', dayInJapan(clock.now()));
  const version = await newestVersion(tx, surveyId);
  if (version === null) throw new Error(`見本県: no survey ${surveyId}`);
  const year = fiscalYearOf(days.base) - 2018;
  const planned = await withinScope(tx, { kind: 'nation', bodyCode: SAMPLE_NATION }, (within) =>
    planRound(
      within,
      clock,
      seat,
      {
        surveyId,
        version: version.version,
        title: `令和${year}年度 ${version.document.title}`,
        baseDay: days.base,
        route: 'prefecture',
        designatedDirect: true,
        prefectureDue: days.prefectureDue,
        nationDue: days.nationDue,
        documentNo: days.documentNo,
      },
      null,
    ),
  );
  const round = must(planned, 'plan');
  must(await sendRound(tx, clock, seat, round.roundId), 'send');
  return round.roundId;
}

async function openRound(
  tx: Tx,
  clock: Clock,
  surveyId: string,
  base: Day,
  today: Day,
  days: number,
): Promise<void> {
  await sendTo(tx, clock, surveyId, {
    base,
    prefectureDue: nextWorkingDay(addDays(today, days), isPublicHoliday),
    nationDue: nextWorkingDay(addDays(today, days + 14), isPublicHoliday),
    documentNo: `見情第${days}号`,
  });
}

/** From 照会 in April to 公表 in June. */
async function wholeRound(tx: Tx, surveyId: string, base: Day): Promise<void> {
  const roundId = await sendTo(tx, at(addDays(base, 13)), surveyId, {
    base,
    prefectureDue: addDays(base, 45),
    nationDue: addDays(base, 59),
    documentNo: '見情第1号',
  });
  for (const [index, sheet] of (await sheetsOfRound(tx, roundId)).entries())
    await answerSheet(tx, surveyId, roundId, sheet.bodyCode, addDays(base, 20 + index));
  const organiser = await seatWith(tx, SAMPLE_NATION, 'surveys:conduct', base);
  const fixed = await fixRound(tx, at(addDays(base, 66)), organiser, { roundId, leaveOut: false });
  must(fixed, 'fix');
  must(await publishRound(tx, at(addDays(base, 80)), organiser, { roundId }), 'publish');
}

async function answerSheet(
  tx: Tx,
  surveyId: string,
  roundId: string,
  bodyCode: string,
  day: Day,
): Promise<void> {
  const clock = at(day);
  const seat = await seatWith(tx, bodyCode, 'surveys:answer', day);
  const decider = await seatWith(tx, bodyCode, 'surveys:decide', day);
  const given = answersOfBody(surveyId, bodyCode);
  await withinScope(tx, scopeOfBody(bodyCode), async (within) => {
    const answers = Object.entries(given).map(([questionId, value]: [string, AnswerValue]) => ({
      questionId,
      value,
      remark: null,
      seenRevision: 0,
    }));
    must(await saveAnswers(within, clock, seat, { bodyCode, roundId, via: 'page', answers }), 'save');
    // A village with one officer: the one who drafts decides, as the body's own rule allows.
    const alone = decider.personId === seat.personId && (await seatsOfBody(within, bodyCode, day)).length < 4;
    if (alone)
      must(
        await recordBodyRule(within, clock, decider, { samePerson: true, basis: '見本の村の事務決裁規程' }),
        'rule',
      );
    const decided = await recordDecision(within, clock, decider, {
      bodyCode,
      roundId,
      stateNo: (await findSheet(within, bodyCode, roundId))?.stateNo ?? 0,
      documentNo: `見本第${bodyCode.slice(2, 5)}号`,
      decidedOn: day,
      decider: alone ? seat.postTitle : isPrefectureCode(bodyCode) ? '副知事' : '副市町村長',
      onBehalf: false,
      samePerson: alone,
      answers: revisionsOf(await answersNow(within, bodyCode, roundId)),
    });
    must(decided, 'decide');
    const stateNo = (await findSheet(within, bodyCode, roundId))?.stateNo ?? 0;
    must(await handIn(within, clock, decider, { bodyCode, roundId, stateNo }), 'hand in');
  });
  const sheet = await findSheet(tx, bodyCode, roundId);
  if (sheet?.route !== 'prefecture') return;
  const reviewer = await seatWith(tx, prefectureOf(bodyCode), 'surveys:review', day);
  const done = await gather(tx, at(addDays(day, 3)), reviewer, {
    bodyCode,
    roundId,
    stateNo: null,
    comment: null,
  });
  must(done, 'gather');
}
