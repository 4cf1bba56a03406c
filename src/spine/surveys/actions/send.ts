import { randomUUID } from 'node:crypto';
import type { Day } from '../../../core/calendar.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import { checkDefinition } from '../../../core/survey/check-definition.ts';
import { audit } from '../../../platform/audit/actions.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Clock } from '../../../platform/deps.ts';
import { isPublicHoliday } from '../../../platform/holidays.ts';
import { type Seat, seatTitle } from '../../contracts/seat.ts';
import { allDefinitions } from '../../indicators/queries.ts';
import { notify } from '../../notices/actions.ts';
import { lockRound } from '../queries/conduct.ts';
import { findVersion, freezeVersion, type SurveyVersion } from '../queries/definitions.ts';
import { knownAnswers } from '../queries/known.ts';
import { advanceRound, findRound, insertRound, type Round } from '../queries/rounds.ts';
import {
  bodiesToAsk,
  insertOpenSteps,
  type OtherRound,
  otherOpenRounds,
  updateRound,
} from '../queries/send.ts';
import { insertSheets } from '../queries/sheets.ts';
import { type Cost, costOf } from '../rules/cost.ts';
import {
  type AskedBody,
  askedBodies,
  planFaults,
  planWarnings,
  type RoundPlan,
  sheetNumber,
} from '../rules/round-plan.ts';
import type { AuthorRefusal } from '../rules/send-sentences.ts';
import { passOnSheets } from './pass-on.ts';
import { SHIPPED_BY } from './seed.ts';
import { actorOf, today } from './who.ts';

export interface PlannedRound extends Omit<RoundPlan, 'organiserCode'> {
  readonly surveyId: string;
  readonly version: number;
  readonly documentNo: string | null;
}

/** A seat sends its own surveys and those that come with the program. */
export function mayUse(seat: Pick<Seat, 'bodyCode'>, version: SurveyVersion): boolean {
  return version.organiserCode === seat.bodyCode || version.editedBy === SHIPPED_BY;
}

/** Makes a 調査回 as a draft of the seat's body, or changes one (`roundId`). Nobody but the organiser sees it. */
export async function planRound(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  planned: PlannedRound,
  roundId: string | null,
): Promise<Result<Round, AuthorRefusal>> {
  if (!seat.rights.has('surveys:conduct')) return refuse('not-yours');
  const version = await findVersion(tx, planned.surveyId, planned.version);
  if (version === null || !mayUse(seat, version)) return refuse('no-such-survey');
  const plan = { ...planned, organiserCode: seat.bodyCode };
  const [fault] = planFaults(plan, today(clock));
  if (fault !== undefined) return refuse('plan', { field: fault.field, message: fault.message });
  const id = roundId ?? randomUUID();
  if (roundId === null) {
    const at = new Date(clock.now()).toISOString();
    await insertRound(tx, { ...plan, roundId: id, at, by: seatTitle(seat) });
  } else {
    const round = await findRound(tx, roundId);
    if (round === null || round.organiserCode !== seat.bodyCode) return refuse('no-such-round');
    if (!(await updateRound(tx, roundId, plan))) return refuse('already-sent');
  }
  await audit(tx, clock, {
    actor: actorOf(seat),
    action: 'surveys:round.plan',
    object: { kind: 'round', id },
    bodyCode: null,
    detail: { survey: `${planned.surveyId}@${planned.version}`, baseDay: planned.baseDay },
  });
  const round = await findRound(tx, id);
  return round === null ? refuse('no-such-round') : ok(round);
}

/** What the author sees before a round is sent: whom it asks, what is known already, what it costs and saves. */
export interface Forecast {
  readonly asked: readonly AskedBody[];
  readonly cost: Cost;
  /** By question id. */
  readonly known: ReadonlyMap<string, KnownLine>;
  readonly others: readonly OtherRound[];
  readonly warnings: readonly string[];
}

export interface KnownLine {
  readonly bodies: number;
  /** From where, with how many bodies, most first. */
  readonly sources: readonly { readonly source: string; readonly on: Day; readonly bodies: number }[];
}

/** Asked in the scope of the organiser: what it may not see counts as unknown. */
export async function forecast(tx: Tx, clock: Clock, round: Round): Promise<Forecast> {
  const asked = await askedOf(tx, round);
  const codes = asked.map((one) => one.bodyCode);
  const answers = await knownAnswers(tx, round, codes);
  const counts = new Map<string, Map<string, { source: string; on: Day; bodies: number }>>();
  let known = 0;
  for (const byQuestion of answers.values()) {
    for (const [question, { source, on }] of Object.entries(byQuestion)) {
      known += 1;
      const sources = counts.get(question) ?? new Map();
      counts.set(question, sources);
      const line = sources.get(`${on}~${source}`) ?? { source, on, bodies: 0 };
      line.bodies += 1;
      sources.set(`${on}~${source}`, line);
    }
  }
  const lines = [...counts].map(([question, sources]): [string, KnownLine] => {
    const list = [...sources.values()].sort((a, b) => b.bodies - a.bodies);
    return [question, { bodies: list.reduce((sum, one) => sum + one.bodies, 0), sources: list }];
  });
  return {
    asked,
    cost: costOf(round.survey, asked.length, known),
    known: new Map(lines),
    others: await otherOpenRounds(tx, round.roundId, codes),
    warnings: planWarnings(round, today(clock), isPublicHoliday),
  };
}

async function askedOf(tx: Tx, round: Round): Promise<readonly AskedBody[]> {
  const bodies = await bodiesToAsk(tx, round.organiserCode, round.baseDay);
  return askedBodies(round, round.survey.level, bodies);
}

export interface Sent {
  readonly round: Round;
  readonly asked: number;
}

/**
 * Sends a 調査回, once: its version is frozen, the asked bodies are those of the 基準日, each gets its sheet with its number.
 * Whoever is no body any more today is answered for by the successor.
 */
export async function sendRound(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  roundId: string,
): Promise<Result<Sent, AuthorRefusal>> {
  const round = await lockRound(tx, roundId);
  if (round === null) return refuse('no-such-round');
  if (!seat.rights.has('surveys:conduct') || round.organiserCode !== seat.bodyCode)
    return refuse('not-yours');
  if (round.state !== 'draft') return refuse('already-sent');
  const version = await findVersion(tx, round.surveyId, round.version);
  if (version === null || !mayUse(seat, version)) return refuse('no-such-survey');
  const faults = checkDefinition(round.survey, await allDefinitions(tx));
  if (faults.length > 0) return refuse('unsound', { count: String(faults.length) });
  const [fault] = planFaults(round, today(clock));
  if (fault !== undefined) return refuse('plan', { field: fault.field, message: fault.message });
  const asked = await askedOf(tx, round);
  if (asked.length === 0) return refuse('nobody');
  const at = new Date(clock.now()).toISOString();
  await freezeVersion(tx, round.surveyId, round.version, at);
  if (!(await advanceRound(tx, round.roundId, 'sent', at))) return refuse('already-sent');
  await insertSheets(
    tx,
    round.roundId,
    asked.map((one) => ({ ...one, sheetNo: sheetNumber(round.roundNo, one.bodyCode) })),
  );
  await insertOpenSteps(tx, round.roundId, {
    seatId: seat.seatId,
    seatTitle: seatTitle(seat),
    documentNo: round.documentNo,
    at,
  });
  await passOnSheets(tx, clock);
  await tell(tx, clock, seat, round, asked);
  await audit(tx, clock, {
    actor: actorOf(seat),
    action: 'surveys:round.send',
    object: { kind: 'round', id: round.roundId },
    bodyCode: null,
    detail: { asked: asked.length, survey: `${round.surveyId}@${round.version}`, baseDay: round.baseDay },
  });
  return ok({ round: { ...round, state: 'sent', sentAt: at }, asked: asked.length });
}

async function tell(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  round: Round,
  asked: readonly AskedBody[],
): Promise<void> {
  for (const route of ['prefecture', 'direct'] as const) {
    const to = asked.filter((one) => one.route === route);
    if (to.length === 0) continue;
    const due = route === 'prefecture' ? (round.prefectureDue ?? round.nationDue) : round.nationDue;
    await notify(tx, clock, {
      kind: 'request',
      from: seat,
      to: to.map(({ bodyCode }) => ({ bodyCode, postId: null })),
      title: `照会：${round.title}`,
      text: `${round.survey.purpose}\n所要時間の目安は${round.survey.minutes}分です。分かっている回答は、記入済みで届きます。`,
      href: '/surveys',
      replyBy: due,
      documentNo: round.documentNo,
      documentOn: round.documentNo === null ? null : today(clock),
    });
  }
}
