import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { type Day, parseDay } from '../../core/calendar.ts';
import { dayInJapan } from '../../core/known-on.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { Deps } from '../../platform/deps.ts';
import { FILE_LIMITS } from '../../platform/files/limits.ts';
import { fileRefusalSentence, formatBytes } from '../../platform/files/refusals.ts';
import type { ImportRegistry } from '../contracts/import-registry.ts';
import { commitNow, type Receipt, readRun, receive } from './actions.ts';
import type { GivenFile } from './analyse-file.ts';
import { analyseRun, type RunAnalysis } from './analyse-run.ts';
import { OPERATOR } from './needs.ts';
import { previewRun } from './preview.ts';
import { findRunsByPrefix, listRuns } from './queries/runs.ts';
import { ABSENCE_ACCEPTED } from './rules/absent.ts';
import { jsonReport, refuseUndated, verdictOf } from './rules/report.ts';
import { RUN_STATE_TITLES } from './rules/run-state.ts';
import { RUN_REFUSALS, type RunRefusal } from './rules/sentences.ts';
import { textReport } from './rules/text-report.ts';
import { undoRun } from './undo.ts';

/** 0 done, 2 refused, 3 a person must decide. */
export type ExitCode = 0 | 2 | 3;

export interface CommandContext {
  readonly deps: Deps;
  /** Standard output: results. */
  readonly out: (line: string) => void;
  /** Standard error: messages for a person. */
  readonly err: (line: string) => void;
}

export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  run(args: readonly string[], context: CommandContext): Promise<ExitCode>;
}

/** `shirube import`, `shirube imports`, `shirube undo`. */
export function importCommands(registry: () => ImportRegistry): readonly Command[] {
  return [
    {
      name: 'import',
      usage: 'import FILE… [--as-of DATE] [--accept-absent] [--dry-run] [--json]',
      summary: '資料を取り込みます。複数のファイルは、全部か、何もなしかです。',
      run: (args, context) => importFiles(args, context, registry()),
    },
    { name: 'imports', usage: 'imports', summary: '取込の履歴を表示します。', run: showImports },
    {
      name: 'undo',
      usage: 'undo IMPORT',
      summary: '取込を取り消します。履歴には残ります。',
      run: undoImport,
    },
  ];
}

interface ImportArguments {
  readonly paths: readonly string[];
  readonly asOf: Day | null;
  /** The operator has looked: bodies that a file leaves out are left out by its author. */
  readonly acceptAbsent: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
}

function importArguments(args: readonly string[], today: Day): Result<ImportArguments, RunRefusal> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      'as-of': { type: 'string' },
      'accept-absent': { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const given = values['as-of'];
  const asOf = given === undefined ? null : parseDay(given);
  if (positionals.length === 0) return refuse('no-files');
  if (given !== undefined && asOf === null) return refuse('bad-day');
  if (asOf !== null && asOf > today) return refuse('future-day');
  return ok({
    paths: positionals,
    asOf,
    acceptAbsent: values['accept-absent'],
    dryRun: values['dry-run'],
    json: values.json,
  });
}

async function importFiles(
  args: readonly string[],
  context: CommandContext,
  registry: ImportRegistry,
): Promise<ExitCode> {
  const { deps, err } = context;
  const parsed = readArguments(args, dayInJapan(deps.clock.now()), err);
  if (parsed === null) return 2;
  const files: GivenFile[] = [];
  for (const path of parsed.paths) {
    const file = await givenFile(path);
    if (typeof file === 'string') {
      err(file);
      return 2;
    }
    files.push(file);
  }
  const decided = parsed.acceptAbsent ? [ABSENCE_ACCEPTED] : [];
  const decisions = new Map(files.map((_, position) => [position, decided]));
  const input = { files, givenAsOf: parsed.asOf, decisions, by: OPERATOR };
  const analysis = withDates(await analyseRun(deps, registry, input));
  const receipt: Receipt = { files, givenAsOf: parsed.asOf, channel: 'command', decisions: decided };
  return conclude(analysis, parsed, receipt, context, registry);
}

/** Faults of the command line itself are said in Japanese, with what to do. */
function readArguments(
  args: readonly string[],
  today: Day,
  err: (line: string) => void,
): ImportArguments | null {
  try {
    const parsed = importArguments(args, today);
    if (parsed.ok) return parsed.value;
    err(RUN_REFUSALS[parsed.code].sentence);
  } catch {
    err(
      '指定を読めません。使い方: shirube import FILE… [--as-of 日付] [--accept-absent] [--dry-run] [--json]',
    );
  }
  return null;
}

async function givenFile(path: string): Promise<GivenFile | string> {
  const fileName = basename(path).normalize('NFC');
  const found = await stat(path).catch(() => null);
  if (found === null || !found.isFile()) return `ファイルがありません: ${path}。何も取り込んでいません。`;
  if (found.size > FILE_LIMITS.maxBytes) {
    const limit = formatBytes(FILE_LIMITS.maxBytes);
    return `${fileName}: ${fileRefusalSentence({ ok: false, code: 'file-too-large', detail: { limit } })}`;
  }
  const bytes = await readFile(path);
  return { fileName, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

function withDates(analysis: RunAnalysis): RunAnalysis {
  const files = analysis.files.map((file) => ({
    ...file,
    report: refuseUndated(file.report, '--as-of 日付'),
  }));
  return { ...analysis, files, verdict: verdictOf(files.map((file) => file.report)) };
}

async function conclude(
  analysis: RunAnalysis,
  given: ImportArguments,
  receipt: Receipt,
  context: CommandContext,
  registry: ImportRegistry,
): Promise<ExitCode> {
  const { deps, err } = context;
  if (analysis.verdict === 'refused') {
    show(analysis, given.json, context);
    err('取り込めない箇所があるため、何も取り込んでいません。');
    return 2;
  }
  if (analysis.verdict === 'needs-decision') {
    if (given.dryRun) {
      show(analysis, given.json, context);
      return 3;
    }
    const runId = await receive(deps, receipt);
    await readRun(deps, registry, runId);
    const decideAt = `${deps.settings.baseUrl}/imports/${runId}`;
    show(analysis, given.json, context, decideAt);
    err(`運用管理者の判断が必要です。まだ何も取り込んでいません: ${decideAt}`);
    return 3;
  }
  const nothingNew = analysis.files.every((file) => file.report.alreadyDone);
  if (given.dryRun || nothingNew) {
    const { files } = await previewRun(deps, analysis.files);
    show({ ...analysis, files }, given.json, context);
    err(
      given.dryRun
        ? '確認だけを行いました。何も取り込んでいません。'
        : '取込済みの資料です。何も変わりません。',
    );
    return 0;
  }
  const committed = await commitNow(deps, receipt, analysis);
  show(committed.analysis, given.json, context);
  err(`取り込みました。取込番号: ${committed.runId}`);
  err(`取り消すには: npm run -s shirube -- undo ${committed.runId.slice(0, 8)}`);
  return 0;
}

/** `decideAt`: the page on which a person decides. */
function show(analysis: RunAnalysis, json: boolean, context: CommandContext, decideAt?: string): void {
  for (const file of analysis.files) {
    const shown = {
      fileName: file.file.fileName,
      kind: file.kind?.id ?? null,
      asOf: file.asOf,
      report: file.report,
    };
    if (json) {
      const asks = decideAt !== undefined && file.report.questions.length > 0;
      context.out(JSON.stringify({ ...jsonReport(shown), ...(asks ? { decideAt } : {}) }));
      // The object has no place for remarks; a person should see them all the same.
      for (const remark of file.report.remarks) context.err(`${file.file.fileName}: ${remark}`);
    } else for (const line of textReport(shown)) context.out(line);
  }
}

async function showImports(_: readonly string[], { deps, out }: CommandContext): Promise<ExitCode> {
  const { runs, total } = await listRuns(deps.db, { only: 'all', limit: 100, offset: 0 });
  if (total === 0) out('取込はまだありません。');
  for (const run of runs) {
    const shown = run.files.slice(0, 3).map((file) => file.fileName);
    const names = shown.join('、') + (run.files.length > 3 ? `ほか${run.files.length - 3}` : '');
    const on = dayInJapan(Date.parse(run.createdAt));
    out(`${run.runId.slice(0, 8)}  ${on}  ${RUN_STATE_TITLES[run.state]}  ${run.createdBy}  ${names}`);
  }
  if (total > runs.length) out(`ほか ${total - runs.length} 件`);
  return 0;
}

async function undoImport(args: readonly string[], { deps, out, err }: CommandContext): Promise<ExitCode> {
  const [prefix] = args;
  if (prefix === undefined || args.length > 1 || !/^[0-9a-f-]{4,36}$/i.test(prefix)) {
    err('取り消す取込の番号を1つ指定してください。番号は shirube imports で分かります。');
    return 2;
  }
  const found = await findRunsByPrefix(deps.db, prefix.toLowerCase());
  const [runId] = found;
  if (runId === undefined || found.length > 1) {
    err(
      found.length > 1
        ? '番号が複数の取込に当てはまります。もっと長く指定してください。'
        : RUN_REFUSALS['unknown-run'].sentence,
    );
    return 2;
  }
  const undone = await undoRun(deps, runId);
  if (!undone.ok) {
    err(RUN_REFUSALS[undone.code].sentence);
    return 2;
  }
  out(
    `取り消しました。前の値に戻した値 ${undone.value.restored}、登録なしにした値 ${undone.value.withdrawn}`,
  );
  return 0;
}
