import { randomUUID } from 'node:crypto';
import type { Answers } from '../../../core/survey/answer.ts';
import { deriveFacts } from '../../../core/survey/derive.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Clock } from '../../../platform/deps.ts';
import { registerSeries } from '../../indicators/actions.ts';
import type { NewObservation } from '../../observations/types.ts';
import { record } from '../../roll-up/actions.ts';
import { insertRecorded } from '../queries/chain.ts';
import type { Round } from '../queries/rounds.ts';
import { seriesOf, sourceOf } from '../rules/series.ts';

/** The answers of one asked body, as they left it. */
export interface FactsOfBody {
  readonly bodyCode: string;
  readonly answers: Answers;
  /** Null: it handed nothing in; every question it was asked is 未回答. */
  readonly decisionNo: number | null;
  /** Shown beside the figure: what the body wrote to its answers. */
  readonly remarks?: Readonly<Record<string, string>>;
}

/**
 * From answer to figure: what bodies handed in becomes observations (速報 when gathered, 確定 when the 調査回 is), in the
 * transaction of the step that lets it through. One batch for all; `surveys.recorded` leads back from it to each sheet.
 * The caller's scope must let it write `surveys.recorded` of these bodies.
 */
export async function recordFacts(
  tx: Tx,
  clock: Clock,
  round: Round,
  bodies: readonly FactsOfBody[],
  state: 'provisional' | 'final',
  recordedBy: string,
): Promise<void> {
  const series = seriesOf(round.surveyId);
  const observations = bodies.flatMap((body) =>
    deriveFacts(round.survey, body.answers).map((fact) => ({
      bodyCode: body.bodyCode,
      indicator: fact.indicator,
      part: fact.part,
      on: round.baseDay,
      series,
      value: fact.value,
      base: fact.base,
      baseOn: fact.base === null ? null : round.baseDay,
      reason: fact.reason,
      state,
      note: noteOf(fact.questions, body.remarks),
      sheet: null,
      row: null,
      column: null,
    })),
  );
  await recordBatch(tx, clock, round, bodies, observations, state, recordedBy);
}

/** 取下げ of what had become 速報: every fact of the sheet says so. */
export async function recordWithdrawal(
  tx: Tx,
  clock: Clock,
  round: Round,
  bodyCode: string,
  recordedBy: string,
): Promise<void> {
  const observations = round.survey.bindings.map(({ indicator, part }) => ({
    bodyCode,
    indicator,
    part,
    on: round.baseDay,
    series: seriesOf(round.surveyId),
    value: null,
    base: null,
    baseOn: null,
    reason: 'withdrawn' as const,
    state: 'provisional' as const,
    note: null,
    sheet: null,
    row: null,
    column: null,
  }));
  const body = { bodyCode, decisionNo: null };
  await recordBatch(tx, clock, round, [body], observations, 'provisional', recordedBy);
}

async function recordBatch(
  tx: Tx,
  clock: Clock,
  round: Round,
  bodies: readonly Pick<FactsOfBody, 'bodyCode' | 'decisionNo'>[],
  observations: readonly NewObservation[],
  state: 'provisional' | 'final',
  recordedBy: string,
): Promise<void> {
  if (observations.length === 0) return;
  await registerSeries(tx, [sourceOf(round.survey)]);
  const batchId = randomUUID();
  await record(tx, clock, [
    { batch: { batchId, kind: 'answer', title: round.title, recordedBy, sheets: [] }, observations },
  ]);
  const at = new Date(clock.now()).toISOString();
  await insertRecorded(
    tx,
    bodies.map(({ bodyCode, decisionNo }) => ({
      bodyCode,
      roundId: round.roundId,
      decisionNo,
      batchId,
      state,
      at,
    })),
  );
}

function noteOf(
  questions: readonly string[],
  remarks: Readonly<Record<string, string>> | undefined,
): string | null {
  const notes = questions.flatMap((id) => remarks?.[id] ?? []);
  return notes.length === 0 ? null : notes.join(' ／ ');
}
