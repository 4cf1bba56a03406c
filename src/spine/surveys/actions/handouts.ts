import { randomUUID } from 'node:crypto';
import type { Day } from '../../../core/calendar.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import { audit } from '../../../platform/audit/actions.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { withScope } from '../../../platform/db/scope.ts';
import type { Deps } from '../../../platform/deps.ts';
import { type Seat, seatTitle } from '../../contracts/seat.ts';
import { sectionsOn } from '../../posts/queries/for-parts.ts';
import { type Handout, insertHandouts, listHandouts, moveHandout } from '../queries/handouts.ts';
import { lockSheet } from '../queries/sheets.ts';
import { listUploads, type Upload } from '../queries/uploads.ts';
import { type OfficeSection, type Proposal, proposeHandouts } from '../rules/handout-proposal.ts';
import type { HandoutState } from '../tables.ts';
import { answeringScope, type OpenSheet, openWithin } from './open-sheet.ts';
import { actorOf } from './who.ts';

export type HandoutRefusal =
  | 'no-such-sheet'
  | 'no-such-handout'
  | 'nothing-handed-out'
  | 'section-name-missing'
  | 'no-such-question'
  | 'due-in-the-past'
  | 'handout-moved';

/** A sheet with all its 庁内照会, for who coordinates. */
export interface HandoutBoard {
  readonly open: OpenSheet;
  readonly handouts: readonly Handout[];
  readonly uploads: readonly Upload[];
  readonly sections: readonly OfficeSection[];
  /** What could be handed out now: every question that no open 照会 holds. */
  readonly proposal: Proposal;
}

/** Null: no such sheet for this seat. */
export async function loadHandouts(deps: Deps, seat: Seat, sheetNo: string): Promise<HandoutBoard | null> {
  return withScope(deps.db, answeringScope(seat), async (tx) => {
    const opened = await openWithin(tx, deps.clock, seat, sheetNo);
    return opened.ok ? boardOf(tx, seat, opened.value) : null;
  });
}

async function boardOf(tx: Tx, seat: Seat, open: OpenSheet): Promise<HandoutBoard> {
  const { bodyCode, roundId } = open.sheet;
  const handouts = await listHandouts(tx, bodyCode, roundId);
  const held = new Set(
    handouts.filter(({ state }) => state === 'out' || state === 'back').flatMap((one) => one.questions),
  );
  const free = open.round.survey.questions.map((question) => question.id).filter((id) => !held.has(id));
  const sections = await sectionsOn(tx, seat.bodyCode, open.today);
  return {
    open,
    handouts,
    uploads: await listUploads(tx, bodyCode, roundId),
    sections,
    proposal: proposeHandouts(open.round.survey, new Set(free), sections),
  };
}

export interface WantedHandout {
  readonly sectionId: string | null;
  readonly sectionName: string;
  readonly due: Day | null;
  readonly message: string | null;
  readonly questions: readonly string[];
}

/** Hands out questions, each part with its number. A question may go to two sections that each know a part of it. */
export async function makeHandouts(
  deps: Deps,
  seat: Seat,
  sheetNo: string,
  wanted: readonly WantedHandout[],
): Promise<Result<readonly Handout[], HandoutRefusal>> {
  return withScope(deps.db, answeringScope(seat), async (tx) => {
    const opened = await openWithin(tx, deps.clock, seat, sheetNo);
    if (!opened.ok) return refuse('no-such-sheet');
    const { sheet, round, today } = opened.value;
    await lockSheet(tx, sheet.bodyCode, sheet.roundId);
    const parts = wanted.filter((part) => part.questions.length > 0);
    if (parts.length === 0) return refuse('nothing-handed-out');
    const known = new Set(round.survey.questions.map((question) => question.id));
    const strange = parts.flatMap((part) => part.questions).find((id) => !known.has(id));
    if (strange !== undefined) return refuse('no-such-question', { found: strange });
    if (parts.some((part) => part.due !== null && part.due < today)) return refuse('due-in-the-past');
    const sections = await sectionsOn(tx, seat.bodyCode, today);
    const standing = await listHandouts(tx, sheet.bodyCode, sheet.roundId);
    const made: Handout[] = [];
    for (const part of parts) {
      const section = sections.find((one) => one.sectionId === part.sectionId) ?? null;
      const sectionName = section?.name ?? part.sectionName.trim();
      if (sectionName === '') return refuse('section-name-missing');
      made.push({
        ...{ bodyCode: sheet.bodyCode, handoutId: randomUUID(), roundId: sheet.roundId },
        handoutNo: `${sheet.sheetNo}-${standing.length + made.length + 1}`,
        ...{ sectionId: section?.sectionId ?? null, sectionName, organ: section?.organ ?? '長' },
        ...{ due: part.due, message: part.message, state: 'out', madeBy: seatTitle(seat) },
        madeAt: new Date(deps.clock.now()).toISOString(),
        ...{ backAt: null, takenAt: null },
        questions: [...new Set(part.questions)],
      });
    }
    await insertHandouts(tx, made);
    await audit(tx, deps.clock, {
      actor: actorOf(seat),
      action: 'surveys:handout.make',
      object: { kind: 'sheet', id: sheet.sheetNo },
      bodyCode: sheet.bodyCode,
      detail: { made: made.map((one) => ({ no: one.handoutNo, questions: one.questions.length })) },
    });
    return ok(made);
  });
}

/** What can be done with one 庁内照会 by hand, and from which states. */
export const HANDOUT_STEPS = {
  /** The section says, or the coordinator heard, that it is done: answered in the browser or on paper. */
  back: { from: ['out'], to: 'back' },
  close: { from: ['out', 'back'], to: 'taken' },
  cancel: { from: ['out', 'back'], to: 'cancelled' },
  reopen: { from: ['back', 'taken', 'cancelled'], to: 'out' },
} as const satisfies Record<string, { readonly from: readonly HandoutState[]; readonly to: HandoutState }>;

export type HandoutStep = keyof typeof HANDOUT_STEPS;

export function isHandoutStep(text: string): text is HandoutStep {
  return Object.hasOwn(HANDOUT_STEPS, text);
}

/** A section without the right to hand out only says that it is done, of what it was given. */
export async function stepHandout(
  deps: Deps,
  seat: Seat,
  sheetNo: string,
  handoutNo: string,
  step: HandoutStep,
): Promise<Result<null, HandoutRefusal>> {
  return withScope(deps.db, answeringScope(seat), async (tx) => {
    const opened = await openWithin(tx, deps.clock, seat, sheetNo);
    if (!opened.ok) return refuse('no-such-sheet');
    const { sheet } = opened.value;
    const handout = (await listHandouts(tx, sheet.bodyCode, sheet.roundId)).find(
      (one) => one.handoutNo === handoutNo,
    );
    const coordinates = seat.rights.has('surveys:hand-out');
    const own = handout?.sectionId !== null && handout?.sectionId === seat.sectionId && step === 'back';
    if (handout === undefined || !(coordinates || own)) return refuse('no-such-handout');
    const { from, to } = HANDOUT_STEPS[step];
    const at = new Date(deps.clock.now()).toISOString();
    if (!(await moveHandout(tx, handout, from, to, at))) return refuse('handout-moved');
    await audit(tx, deps.clock, {
      actor: actorOf(seat),
      action: 'surveys:handout.step',
      object: { kind: 'handout', id: handoutNo },
      bodyCode: sheet.bodyCode,
      detail: { step, from: handout.state, to },
    });
    return ok(null);
  });
}
