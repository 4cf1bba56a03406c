import type { Day } from '../../core/calendar.ts';
import type { Db, Tx } from '../../platform/db/database.ts';
import type { Clock } from '../../platform/deps.ts';
import type { ControlSum } from '../contracts/file-kind.ts';
import type { ImportRegistry } from '../contracts/import-registry.ts';
import type { NewObservation } from '../observations/types.ts';
import { analyseFile, type FileAnalysis, type GivenFile } from './analyse-file.ts';
import { storedValues } from './queries/files.ts';
import { isImported } from './queries/runs.ts';
import { loadRegister, type Register } from './register.ts';
import { checkControls, factKey, type ValuesByFact } from './rules/controls.ts';
import { type Verdict, verdictOf } from './rules/report.ts';
import type { Decision } from './rules/resolve.ts';

export interface RunInput {
  readonly files: readonly GivenFile[];
  readonly givenAsOf: Day | null;
  /** By position of the file. */
  readonly decisions: ReadonlyMap<number, readonly Decision[]>;
  readonly by: string;
}

export interface RunAnalysis {
  readonly verdict: Verdict;
  readonly files: readonly FileAnalysis[];
}

export type Told = (done: number, total: number, text: string) => Promise<void>;

const silent: Told = async () => undefined;

/** Reading each file, checking all of them, and what comes after. */
export function stepsOf(files: readonly unknown[]): number {
  return files.length + 2;
}

/** Everything up to the preview or the commit, for all files together; writes nothing. */
export async function analyseRun(
  needs: { readonly db: Db; readonly clock: Clock },
  registry: ImportRegistry,
  input: RunInput,
  told: Told = silent,
): Promise<RunAnalysis> {
  const register = await loadRegister(needs.db);
  const steps = stepsOf(input.files);
  const read: FileAnalysis[] = [];
  for (const [position, file] of input.files.entries()) {
    await told(position, steps, `「${file.fileName}」を読んでいます`);
    const decisions = input.decisions.get(position) ?? [];
    read.push(await analyseFile(file, registry, register, { ...input, decisions }));
  }
  await told(input.files.length, steps, '合計と団体の行を照合しています');
  const checked = await checkAllControls(needs.db, read, register);
  const files = await Promise.all(checked.map((file) => markImported(needs.db, file)));
  return { verdict: verdictOf(files.map((file) => file.report)), files };
}

async function markImported(db: Db | Tx, file: FileAnalysis): Promise<FileAnalysis> {
  // Sums alone store nothing and are checked again whenever they are given.
  if (file.kind === null || file.outcome?.controlOnly === true || file.report.rejected.length > 0)
    return file;
  const { sha256 } = file.file;
  const alreadyDone = await isImported(db, { sha256, kind: file.kind.id, asOf: file.asOf });
  if (!alreadyDone) return file;
  // Who it leaves out was decided when it came first.
  const questions = file.report.questions.filter((question) => question.kind !== 'absent');
  return { ...file, report: { ...file.report, alreadyDone, questions } };
}

async function checkAllControls(
  db: Db,
  files: readonly FileAnalysis[],
  register: Register,
): Promise<readonly FileAnalysis[]> {
  const needed = files.flatMap((file) => file.outcome?.controls ?? []);
  if (needed.length === 0) return files;
  const values = valuesOf(files.flatMap((file) => file.observations));
  const all: ValuesByFact = new Map([...(await stored(db, needed, values)), ...values]);
  return files.map((file) => {
    const { kind, outcome, workbook } = file;
    if (kind === null || outcome === null || workbook === null || outcome.controls.length === 0) return file;
    // While rows are undecided or refused their values are missing from every sum, and that is no second fault.
    const undecided = file.report.questions.some((question) => question.kind !== 'absent');
    if (file.report.rejected.length > 0 || undecided) return file;
    const own = outcome.controlOnly !== true;
    const { series } = kind.source;
    const result = checkControls(outcome.controls, series, all, register.membersOn, workbook, own);
    const silentSums = result.withoutBodies.length;
    const remark = `団体別の値がそろわず照合していない合計が ${silentSums} 件あります。`;
    return {
      ...file,
      report: {
        ...file.report,
        controlsChecked: result.checked,
        rejected: [...file.report.rejected, ...result.rejected],
        remarks: silentSums === 0 ? file.report.remarks : [...file.report.remarks, remark],
      },
    };
  });
}

function valuesOf(observations: readonly NewObservation[]): ValuesByFact {
  const values = new Map<string, Map<string, bigint>>();
  for (const observation of observations) {
    if (observation.value === null) continue;
    for (const key of [factKey(observation, observation.series), factKey(observation)]) {
      const byBody = values.get(key) ?? new Map<string, bigint>();
      values.set(key, byBody);
      if (!byBody.has(observation.bodyCode)) byBody.set(observation.bodyCode, observation.value);
    }
  }
  return values;
}

async function stored(
  db: Db,
  controls: readonly ControlSum[],
  given: ValuesByFact,
): Promise<ReadonlyMap<string, ReadonlyMap<string, bigint>>> {
  const values = new Map<string, ReadonlyMap<string, bigint>>();
  for (const control of controls) {
    const key = factKey(control);
    if (!given.has(key) && !values.has(key)) values.set(key, await storedValues(db, control));
  }
  return values;
}
