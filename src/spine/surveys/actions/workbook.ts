import { randomUUID } from 'node:crypto';
import { formatDay, toWareki } from '../../../core/calendar.ts';
import { dayInJapan } from '../../../core/known-on.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import type { Answers } from '../../../core/survey/answer.ts';
import type { SurveyDefinition } from '../../../core/survey/definition.ts';
import { audit } from '../../../platform/audit/actions.ts';
import { withScope } from '../../../platform/db/scope.ts';
import type { Deps } from '../../../platform/deps.ts';
import { writeWorkbook } from '../../../platform/files/write-workbook.ts';
import { bodyOn } from '../../bodies/queries/register.ts';
import { type Seat, seatTitle } from '../../contracts/seat.ts';
import { type Handout, listHandouts } from '../queries/handouts.ts';
import type { KnownAnswer } from '../queries/known.ts';
import { lockSheet } from '../queries/sheets.ts';
import { findWorkbook, insertWorkbooks, type MadeWorkbook } from '../queries/workbooks.ts';
import { filledFrom } from '../rules/workbook-compare.ts';
import type { WorkbookFacts } from '../rules/workbook-facts.ts';
import { planWorkbook } from '../rules/workbook-layout.ts';
import { answeringScope, type OpenSheet, openWithin } from './open-sheet.ts';
import { actorOf } from './who.ts';

export type WorkbookRefusal = 'no-such-sheet' | 'no-such-handout' | 'handout-cancelled' | 'no-questions';

/**
 * Makes a workbook of a sheet, or of what one section was given, from what stands and what is known now, and gives its
 * 作成番号. It can be drawn again as often as wanted; it never changes.
 */
export async function makeWorkbook(
  deps: Deps,
  seat: Seat,
  request: { readonly sheetNo: string; readonly handoutNo: string | null },
): Promise<Result<number, WorkbookRefusal>> {
  return withScope(deps.db, answeringScope(seat), async (tx) => {
    const opened = await openWithin(tx, deps.clock, seat, request.sheetNo);
    if (!opened.ok) return refuse('no-such-sheet');
    const open = opened.value;
    const { bodyCode, roundId } = open.sheet;
    await lockSheet(tx, bodyCode, roundId);
    const handout =
      request.handoutNo === null
        ? null
        : ((await listHandouts(tx, bodyCode, roundId)).find((one) => one.handoutNo === request.handoutNo) ??
          'none');
    if (handout === 'none') return refuse('no-such-handout');
    if (handout?.state === 'cancelled') return refuse('handout-cancelled');
    const questions = questionsFor(open, handout);
    if (questions.length === 0) return refuse('no-questions');
    const body = await bodyOn(tx, bodyCode, open.round.baseDay);
    const issues = await insertWorkbooks(tx, [
      {
        ...factsOf(open, handout, questions, body?.name ?? bodyCode),
        bodyCode,
        workbookId: randomUUID(),
        roundId,
        handoutId: handout?.handoutId ?? null,
        batchId: null,
        madeBy: seatTitle(seat),
        madeAt: new Date(deps.clock.now()).toISOString(),
      },
    ]);
    const issueNo = issues.get(bodyCode)!;
    await audit(tx, deps.clock, {
      actor: actorOf(seat),
      action: 'surveys:workbook.make',
      object: { kind: 'sheet', id: open.sheet.sheetNo },
      bodyCode,
      detail: { issueNo, handoutNo: request.handoutNo, questions: questions.length },
    });
    return ok(issueNo);
  });
}

/** Questions of the survey that go into it: those of the section, of those that the seat may write. */
function questionsFor(open: OpenSheet, handout: Handout | null): readonly string[] {
  return open.round.survey.questions
    .map((question) => question.id)
    .filter((id) => handout === null || handout.questions.includes(id))
    .filter((id) => open.writable === null || open.writable.has(id));
}

function factsOf(
  open: OpenSheet,
  handout: Handout | null,
  questions: readonly string[],
  bodyName: string,
): Pick<WorkbookFacts, 'known' | 'filled' | 'printed'> {
  const wanted = new Set(questions);
  const standing = new Map([...open.now].filter(([id]) => wanted.has(id)));
  const offered = [...open.known].filter(([id]) => wanted.has(id) && !standing.has(id));
  const remarks = [...standing].flatMap(([id, { remark }]) =>
    remark === null ? [] : [[id, remark] as const],
  );
  return {
    known: Object.fromEntries([...standing].map(([id, { revision }]) => [id, revision])),
    filled: filledFrom(standing, Object.fromEntries(offered.map(([id, known]) => [id, known.value]))),
    printed: {
      roundTitle: open.round.title,
      bodyName,
      madeOn: open.today,
      due: handout?.due ?? open.due,
      handoutNo: handout?.handoutNo ?? null,
      sectionName: handout?.sectionName ?? null,
      message: handout?.message ?? null,
      questions,
      remarks: Object.fromEntries(remarks),
      last: pick(open.lastRound, wanted),
      origins: Object.fromEntries([
        ...offered.map(([id, known]) => [id, originOf(known)] as const),
        ...[...standing].flatMap(([id, saved]) =>
          saved.value === null
            ? []
            : [
                [
                  id,
                  `今の回答（${toWareki(dayInJapan(Date.parse(saved.savedAt)))} ${saved.seatTitle}）`,
                ] as const,
              ],
        ),
      ]),
    },
  };
}

/** 「いつの、どこからの値か」 */
export function originOf(known: KnownAnswer): string {
  return known.from === 'last-round' ? known.source : `${known.source}（${formatDay(known.on)}時点）`;
}

function pick(answers: Answers, wanted: ReadonlySet<string>): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([id]) => wanted.has(id)));
}

/** The file of a workbook; the same every time. */
export function drawWorkbook(survey: SurveyDefinition, facts: WorkbookFacts): Promise<Uint8Array> {
  return writeWorkbook(planWorkbook(survey, facts));
}

/** Under this name it is saved; reading does not ask for it. */
export function workbookName(made: Pick<WorkbookFacts, 'sheetNo' | 'issueNo' | 'printed'>): string {
  const whose = made.printed.sectionName ?? made.printed.bodyName;
  return `${made.printed.handoutNo ?? made.sheetNo}_${whose.replace(/[\\/:*?"<>|\s]/g, '')}_${made.issueNo}.xlsx`;
}

/** A workbook of a sheet of this seat, drawn; null: none of this number, or of a section that is not the seat's. */
export async function fetchWorkbook(
  deps: Deps,
  seat: Seat,
  sheetNo: string,
  issueNo: number,
): Promise<{ readonly name: string; readonly bytes: Uint8Array } | null> {
  const found = await withScope(deps.db, answeringScope(seat), async (tx) => {
    const opened = await openWithin(tx, deps.clock, seat, sheetNo);
    if (!opened.ok) return null;
    const { sheet, round, writable } = opened.value;
    const made = await findWorkbook(tx, sheet.bodyCode, sheet.roundId, issueNo);
    if (made === null || !mayHave(made, writable)) return null;
    await audit(tx, deps.clock, {
      actor: actorOf(seat),
      action: 'surveys:workbook.fetch',
      object: { kind: 'sheet', id: sheet.sheetNo },
      bodyCode: sheet.bodyCode,
      detail: { issueNo },
    });
    return { made, survey: round.survey };
  });
  if (found === null) return null;
  return { name: workbookName(found.made), bytes: await drawWorkbook(found.survey, found.made) };
}

/** A section has only workbooks all of whose questions it was given: others hold answers that are not its own. */
export function mayHave(made: MadeWorkbook, writable: ReadonlySet<string> | null): boolean {
  return writable === null || made.printed.questions.every((id) => writable.has(id));
}
