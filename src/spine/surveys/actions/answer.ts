import { ok, type Result, refuse } from '../../../core/result.ts';
import { sameAnswer } from '../../../core/survey/answer.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { withScope } from '../../../platform/db/scope.ts';
import type { Deps } from '../../../platform/deps.ts';
import { type Seat, seatTitle } from '../../contracts/seat.ts';
import { keptOffers, settleKept } from '../queries/aside.ts';
import { type KnownAnswer, knownOf } from '../queries/known.ts';
import { closeProxies } from '../queries/proxy.ts';
import type { Round } from '../queries/rounds.ts';
import type { Sheet } from '../queries/sheets.ts';
import { decideLine, readForm } from '../rules/answer-form.ts';
import { knownSource } from '../rules/answer-text.ts';
import type { SaveRefusal } from '../rules/save.ts';
import type { Via } from '../tables.ts';
import { type DecidedLine, keepUnreadable, type Unreadable } from './answer-raw.ts';
import { answeringScope, lockOwnSheet, writableBy } from './open-sheet.ts';
import { type SavedOutcome, saveHeld, type Typed } from './save-answers.ts';
import { type WhatStands, whatStands } from './what-stands.ts';

export interface FormSaving {
  readonly sheetNo: string;
  readonly fields: ReadonlyMap<string, readonly string[]>;
  /** 「記入済みの内容を確認した」: known answers and those typed in by the prefecture become the body's own. */
  readonly confirm: boolean;
  /** What becomes of one text that was kept beside the sheet. */
  readonly choose: {
    readonly how: 'taken' | 'left';
    readonly questionId: string;
    readonly revision: number;
  } | null;
  readonly via?: Via;
}

export interface FormSaved {
  readonly sheet: Sheet;
  readonly round: Round;
  readonly outcomes: readonly SavedOutcome[];
  readonly unreadable: readonly Unreadable[];
  /** Questions whose field was emptied although an answer stands; it stays. */
  readonly emptied: readonly string[];
}

/** Saves what a form holds, in one transaction: answers, texts that are none yet, and choices between two texts. */
export async function saveForm(
  deps: Deps,
  seat: Seat,
  form: FormSaving,
): Promise<Result<FormSaved, SaveRefusal>> {
  return withScope(deps.db, answeringScope(seat), (tx) => saveWithin(tx, deps, seat, form));
}

async function saveWithin(
  tx: Tx,
  deps: Deps,
  seat: Seat,
  form: FormSaving,
): Promise<Result<FormSaved, SaveRefusal>> {
  const { clock } = deps;
  const found = await lockOwnSheet(tx, clock, seat, form.sheetNo);
  if (found === null) return refuse('no-such-sheet');
  const { sheet, round, beside } = found;
  if (!seat.rights.has('surveys:answer')) return refuse('not-yours');
  const writable = await writableBy(tx, seat, sheet);
  const lines = readForm(round.survey.questions, form.fields).filter(
    (line) => line.question.id !== form.choose?.questionId,
  );
  if (writable !== null && lines.some((line) => !writable.has(line.question.id)))
    return refuse('not-your-section');

  const seen = new Map(lines.map((line) => [line.question.id, line.seenRevision]));
  if (form.choose !== null) seen.set(form.choose.questionId, 0);
  const standing = await whatStands(tx, sheet, seen);
  const { shown } = standing;
  const decided = lines.map((line) => ({
    line,
    decided: decideLine(line, shown.get(line.question.id) ?? null, form.confirm),
  }));
  const known = decided.some((one) => one.decided.kind === 'typed' && one.decided.from === 'known')
    ? await knownOf(tx, round, sheet.bodyCode, beside.earlier)
    : {};
  const typed = decided.flatMap((one) => typedOf(one, shown.has(one.line.question.id), known));
  const chosen = await chosenText(tx, sheet, form.choose, standing);
  const groups: readonly (readonly [Via, readonly Typed[]])[] = [
    [form.via ?? 'page', [...typed.filter((one) => one.source === undefined), ...chosen]],
    ['known', typed.filter((one) => one.source !== undefined)],
  ];
  const outcomes: SavedOutcome[] = [];
  for (const [via, answers] of groups) {
    if (answers.length === 0) continue;
    const held = { sheet, round, disaster: beside.disaster, standing };
    const saved = await saveHeld(tx, clock, seat, held, { ...sheet, via, answers });
    if (!saved.ok) return saved;
    outcomes.push(...saved.value.outcomes);
  }
  const at = new Date(clock.now()).toISOString();
  const by = { seatTitle: seatTitle(seat), at };
  await settleChoice(tx, sheet, form.choose, outcomes, by);
  const unreadable = await keepUnreadable(tx, clock, seat, sheet, decided, {
    via: form.via ?? 'page',
    proxyId: null,
  });
  if (beside.proxies) await closeProxies(tx, sheet.bodyCode, sheet.roundId, by);
  return ok({
    sheet,
    round,
    outcomes,
    unreadable,
    emptied: decided.filter((one) => one.decided.kind === 'emptied').map((one) => one.line.question.id),
  });
}

function typedOf(
  { line, decided }: DecidedLine,
  stood: boolean,
  known: Readonly<Record<string, KnownAnswer>>,
): readonly Typed[] {
  if (decided.kind !== 'typed') return [];
  const questionId = line.question.id;
  const source = known[questionId];
  const fromKnown =
    decided.from === 'known' && source !== undefined && sameAnswer(source.value, decided.value ?? undefined);
  return [
    {
      questionId,
      value: decided.value,
      remark: decided.remark,
      // A number that never stood is none: a forged one overwrites nothing.
      seenRevision: stood ? line.seenRevision : 0,
      affirms: decided.affirms,
      ...(fromKnown ? { source: knownSource(source) } : {}),
    },
  ];
}

/** A kept text that is to be the answer now, on top of whatever stands. */
async function chosenText(
  tx: Tx,
  sheet: Sheet,
  choose: FormSaving['choose'],
  standing: WhatStands,
): Promise<readonly Typed[]> {
  if (choose === null || choose.how !== 'taken') return [];
  const offers = await keptOffers(tx, sheet.bodyCode, sheet.roundId);
  const offer = offers.find(
    (one) => one.questionId === choose.questionId && one.revision === choose.revision,
  );
  if (offer === undefined) return [];
  const { questionId, value, remark } = offer;
  return [{ questionId, value, remark, seenRevision: standing.now.get(questionId)?.revision ?? 0 }];
}

async function settleChoice(
  tx: Tx,
  sheet: Sheet,
  choose: FormSaving['choose'],
  outcomes: readonly SavedOutcome[],
  by: { readonly seatTitle: string; readonly at: string },
): Promise<void> {
  if (choose === null) return;
  const { questionId, revision, how } = choose;
  const done = how === 'left' || outcomes.some((one) => one.questionId === questionId && one.kind !== 'kept');
  const offers = await keptOffers(tx, sheet.bodyCode, sheet.roundId);
  if (!done || !offers.some((one) => one.questionId === questionId && one.revision === revision)) return;
  await settleKept(tx, sheet.bodyCode, sheet.roundId, [{ questionId, revision, how }], by);
}
