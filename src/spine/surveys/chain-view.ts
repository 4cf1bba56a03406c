import type { Answers } from '../../core/survey/answer.ts';
import { checkAnswers, type Finding } from '../../core/survey/check-answers.ts';
import { type Asked, pathOf } from '../../core/survey/path.ts';
import { auditRead } from '../../platform/audit/actions.ts';
import type { Db, Tx } from '../../platform/db/database.ts';
import { type Scope, withScope } from '../../platform/db/scope.ts';
import type { Deps } from '../../platform/deps.ts';
import { bodyOn } from '../bodies/queries/register.ts';
import type { Seat } from '../contracts/seat.ts';
import { scopeOf } from '../posts/rules/rights.ts';
import { actorOf, today } from './actions/who.ts';
import { answersNow, type SavedAnswer, valuesOf } from './queries/answers.ts';
import {
  bodyRule,
  type Decision,
  decisionsOf,
  type HandedIn,
  handedInNow,
  unconfirmedProxies,
} from './queries/chain.ts';
import { lastRoundAnswers } from './queries/last-round.ts';
import { findRound, type Round } from './queries/rounds.ts';
import { findSheet, findSheetByNo, type Sheet, type StepLine, stepsOf } from './queries/sheets.ts';

/** One sheet with its answers, as far as who looks may see them. */
interface SheetView {
  readonly sheet: Sheet;
  readonly round: Round;
  readonly bodyName: string;
  readonly values: Answers;
  readonly last: Answers;
  readonly findings: readonly Finding[];
  readonly path: ReadonlyMap<string, Asked>;
  readonly decisions: readonly Decision[];
  readonly steps: readonly StepLine[];
}

async function viewOf(tx: Tx, sheet: Sheet, round: Round, values: Answers): Promise<SheetView> {
  const { bodyCode, roundId } = sheet;
  const last = await lastRoundAnswers(tx, round, bodyCode);
  return {
    sheet,
    round,
    bodyName: await nameOf(tx, bodyCode, round.baseDay),
    values,
    last,
    findings: checkAnswers(round.survey.questions, values, last),
    path: pathOf(round.survey.questions, values),
    decisions: await decisionsOf(tx, bodyCode, roundId),
    steps: await stepsOf(tx, bodyCode, roundId),
  };
}

/** One sheet as its own body sees it before it hands in. */
export interface OwnSheet extends SheetView {
  readonly answers: ReadonlyMap<string, SavedAnswer>;
  readonly proxies: number;
  readonly rule: { readonly samePerson: boolean; readonly basis: string } | null;
}

/** Scope in which a seat acts for its own body: a prefecture's own sheet (県庁分) is that of a body, too. */
export function ownScope(seat: Pick<Seat, 'bodyCode'>): Scope {
  return { kind: 'body', bodyCode: seat.bodyCode };
}

/** Null: there is no such sheet for this seat, which is not told apart from one that it may not see. */
export async function loadOwnSheet(deps: Deps, seat: Seat, sheetNo: string): Promise<OwnSheet | null> {
  return withScope(deps.db, ownScope(seat), async (tx) => {
    const found = await findSheetByNo(tx, sheetNo);
    const round = found === null ? null : await findRound(tx, found.roundId);
    if (found === null || round === null || found.ownerCode !== seat.bodyCode) return null;
    const answers = await answersNow(tx, found.bodyCode, round.roundId);
    return {
      ...(await viewOf(tx, found, round, valuesOf(answers))),
      answers,
      proxies: await unconfirmedProxies(tx, found.bodyCode, round.roundId),
      rule: await bodyRule(tx, seat.bodyCode),
    };
  });
}

/** One sheet as a prefecture or the nation sees it: what was handed in, never drafts. */
export interface PassedSheet extends SheetView {
  readonly handed: ReadonlyMap<string, HandedIn>;
}

/** Reading what another body handed in is written into the audit before it is shown. */
export async function loadPassedSheet(
  deps: Deps,
  seat: Seat,
  roundId: string,
  bodyCode: string,
): Promise<PassedSheet | null> {
  return withScope(deps.db, scopeOf(seat), async (tx) => {
    const round = await findRound(tx, roundId);
    const sheet = round === null ? null : await findSheet(tx, bodyCode, roundId);
    if (round === null || sheet === null) return null;
    const handed = await handedInNow(tx, bodyCode, roundId);
    const values = Object.fromEntries([...handed].map(([id, one]) => [id, one.value]));
    if (handed.size > 0)
      await auditRead(tx, deps.clock, {
        actor: actorOf(seat),
        action: 'surveys:handed-in.read',
        object: { kind: 'sheet', id: sheet.sheetNo },
        bodyCode,
        detail: {},
      });
    const view = await viewOf(tx, sheet, round, values);
    // Nothing was handed in: that there are no answers is no finding.
    return { ...view, handed, findings: handed.size === 0 ? [] : view.findings };
  });
}

export async function nameOf(db: Db | Tx, bodyCode: string, day: string): Promise<string> {
  return (await bodyOn(db, bodyCode, day))?.name ?? bodyCode;
}

export function todayOf(deps: Deps): string {
  return today(deps.clock);
}
