import { randomUUID } from 'node:crypto';
import type { Day } from '../../core/calendar.ts';
import { readWorkbook } from '../../platform/files/read-workbook.ts';
import { fileRefusalSentence } from '../../platform/files/refusals.ts';
import type { Workbook } from '../../platform/files/workbook.ts';
import { matchMentions } from '../bodies/rules/match.ts';
import type { FileKind, ReadOutcome, Rejection } from '../contracts/file-kind.ts';
import type { ImportRegistry } from '../contracts/import-registry.ts';
import type { NewBatch, NewObservation } from '../observations/types.ts';
import { nameOn, type Register } from './register.ts';
import { absentBodies, absentQuestion, absentRemark, acceptsAbsence } from './rules/absent.ts';
import { recognise } from './rules/recognise.ts';
import { type FileReport, NO_CELLS, NO_COUNTS } from './rules/report.ts';
import { type Decision, type Resolved, resolveMentions } from './rules/resolve.ts';
import { RECOGNITION_SENTENCES } from './rules/sentences.ts';
import { type BodyFact, definitionsByKey, sheetName, validateFacts } from './rules/validate.ts';

export interface GivenFile {
  readonly fileName: string;
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

/** One file, read and matched; nothing of it is stored. Controls are checked later, over all files of the run. */
export interface FileAnalysis {
  readonly file: GivenFile;
  readonly kind: FileKind | null;
  readonly asOf: Day | null;
  readonly workbook: Workbook | null;
  readonly outcome: ReadOutcome | null;
  readonly report: FileReport;
  readonly observations: readonly NewObservation[];
  readonly batch: NewBatch | null;
}

/** Files that bring something new to the store. */
export function isRecordable(file: FileAnalysis): boolean {
  return file.batch !== null && file.observations.length > 0 && !file.report.alreadyDone;
}

/** Indicators of which the files say something new. */
export function indicatorsOf(files: readonly FileAnalysis[]): readonly string[] {
  const spoken = files.filter(isRecordable).flatMap((file) => file.observations);
  return [...new Set(spoken.map((observation) => observation.indicator))];
}

const EMPTY: FileReport = {
  kindTitle: null,
  why: null,
  attribution: null,
  counts: NO_COUNTS,
  cells: NO_CELLS,
  alreadyDone: false,
  needsAsOf: false,
  questions: [],
  ignored: [],
  rejected: [],
  remarks: [],
  controlsChecked: 0,
  missing: 0,
  moved: [],
};

/** A refusal of the file as a whole stands in no cell. */
function whole(found: string, expected: string, message: string): Rejection {
  return { sheet: '', row: 0, column: 0, found, expected, message };
}

function refusedFile(file: GivenFile, rejection: Rejection): FileAnalysis {
  const report = { ...EMPTY, rejected: [rejection] };
  return {
    file,
    kind: null,
    asOf: null,
    workbook: null,
    outcome: null,
    report,
    observations: [],
    batch: null,
  };
}

export interface AnalyseOptions {
  readonly givenAsOf: Day | null;
  readonly decisions: readonly Decision[];
  /** Post that records: 「運用管理者」. */
  readonly by: string;
}

/** recognise → read → match → validate. The same bytes, date, decisions and register always give the same. */
export async function analyseFile(
  file: GivenFile,
  registry: ImportRegistry,
  register: Register,
  options: AnalyseOptions,
): Promise<FileAnalysis> {
  const read = await readWorkbook(file.bytes, file.fileName);
  if (!read.ok) {
    const found = read.detail.found ?? file.fileName;
    return refusedFile(file, whole(found, 'CSV、.xlsx、JSON', fileRefusalSentence(read)));
  }
  const workbook = read.value;
  const recognised = recognise(workbook, registry.fileKinds);
  if (!recognised.ok) {
    const message = RECOGNITION_SENTENCES[recognised.code](recognised.detail);
    return refusedFile(file, whole(file.fileName, recognised.detail.kinds ?? '1種類', message));
  }
  const { kind, why } = recognised.value;
  const outcome = kind.read(workbook, { asOf: options.givenAsOf });
  const report: FileReport = {
    ...EMPTY,
    kindTitle: kind.title,
    why,
    attribution: kind.source.attribution,
    rejected: outcome.rejected,
    remarks: remarksOf(workbook, outcome),
    ignored: outcome.ignored.map(({ row, text, why: reason }) => ({ row, text, why: reason })),
  };
  const common = { file, kind, workbook, outcome, asOf: outcome.asOf };
  const undated = outcome.asOf === null && outcome.asset === undefined;
  if (undated) {
    return {
      ...common,
      report: { ...report, needsAsOf: outcome.rejected.length === 0 },
      observations: [],
      batch: null,
    };
  }
  return { ...common, ...match({ file, kind, workbook, outcome, report }, registry, register, options) };
}

function remarksOf(workbook: Workbook, outcome: ReadOutcome): readonly string[] {
  const remarks = (outcome.remarks ?? []).map((remark) =>
    remark.row === 0 ? remark.text : `${sheetName(workbook, remark.sheet)} ${remark.row} 行: ${remark.text}`,
  );
  const hidden = workbook.hiddenSheets;
  return hidden.length === 0 ? remarks : [`非表示のシートは読んでいません: ${hidden.join('、')}`, ...remarks];
}

interface ReadFile {
  readonly file: GivenFile;
  readonly kind: FileKind;
  readonly workbook: Workbook;
  readonly outcome: ReadOutcome;
  readonly report: FileReport;
}

function match(
  read: ReadFile,
  registry: ImportRegistry,
  register: Register,
  options: AnalyseOptions,
): Pick<FileAnalysis, 'report' | 'observations' | 'batch'> {
  const { workbook, outcome, report } = read;
  const day = register.on(outcome.registerOn);
  const matching = matchMentions(outcome.mentions, outcome.matching, day);
  const { mentions } = outcome;
  const resolved = resolveMentions(mentions, matching.outcomes, options.decisions, nameOn(day), workbook);
  const facts = factsOf(outcome, resolved, nameOn(day));
  const rejected: Rejection[] = [
    ...report.rejected,
    ...matching.refusals.map((refusal) => ({
      sheet: sheetName(workbook, refusal.sheet),
      row: refusal.row,
      column: refusal.column,
      found: refusal.found,
      expected: refusal.expected,
      message: refusal.message,
    })),
    ...assetFaults(outcome, day.municipalities),
    ...validateFacts(facts, definitionsByKey(registry.definitions), workbook),
  ];
  const matched = outcome.asset?.bodies.length ?? resolved.counts.matched;
  const definitions = definitionsByKey(registry.definitions);
  const openList = facts.some(({ fact }) => definitions.get(fact.indicator)?.openList === true);
  const present = new Set(resolved.bodies.filter((code) => code !== null));
  const absent = openList ? [] : absentBodies(present, day.municipalities);
  const accepted = options.decisions.some(acceptsAbsence);
  // A row whose body is not clear yet may be one of those that seem to be absent.
  const asksAbsent = absent.length > 0 && !accepted && resolved.questions.length === 0;
  const ignored = [...report.ignored, ...resolved.ignored];
  return {
    report: {
      ...report,
      rejected,
      ignored,
      questions: asksAbsent ? [absentQuestion(absent)] : resolved.questions,
      remarks: [
        ...report.remarks,
        ...resolved.hints,
        ...(absent.length > 0 && accepted ? [absentRemark(absent)] : []),
      ],
      counts: { ...resolved.counts, matched, ignored: ignored.length },
    },
    observations: facts.map((each) => observationOf(each, read)),
    batch: batchOf(read, options.by),
  };
}

function factsOf(
  outcome: ReadOutcome,
  resolved: Resolved,
  nameOf: (code: string) => string | null,
): readonly BodyFact[] {
  return outcome.facts.flatMap((fact) => {
    const bodyCode = resolved.bodies[fact.mention] ?? null;
    return bodyCode === null ? [] : [{ bodyCode, bodyName: nameOf(bodyCode) ?? bodyCode, fact }];
  });
}

function observationOf({ bodyCode, fact }: BodyFact, read: ReadFile): NewObservation {
  return {
    bodyCode,
    indicator: fact.indicator,
    part: fact.part,
    on: fact.on,
    series: fact.series ?? read.kind.source.series,
    value: fact.value,
    base: fact.base,
    baseOn: fact.baseOn,
    reason: fact.reason,
    state: read.outcome.state,
    note: fact.note,
    sheet: fact.sheet - 1,
    row: fact.row,
    column: fact.column,
  };
}

function batchOf({ file, kind, workbook, outcome }: ReadFile, by: string): NewBatch {
  const { fileName, sha256 } = file;
  const editionOn = outcome.editionOn;
  const sheets = workbook.sheets.map((sheet) => ({ fileName, sheetName: sheet.name, sha256, editionOn }));
  return { batchId: randomUUID(), kind: 'import', title: kind.title, recordedBy: by, sheets };
}

/** A map that lacks a body, or shows one that is none, would be silently wrong: all codes are held against the register. */
function assetFaults(
  outcome: ReadOutcome,
  municipalities: readonly { readonly bodyCode: string; readonly name: string }[],
): readonly Rejection[] {
  if (outcome.asset === undefined) return [];
  const given = new Set(outcome.asset.bodies);
  const known = new Set(municipalities.map((body) => body.bodyCode));
  const missing = municipalities.filter((body) => !given.has(body.bodyCode));
  const unknown = [...given].filter((code) => !known.has(code));
  if (missing.length === 0 && unknown.length === 0) return [];
  const names = missing.slice(0, 5).map((body) => body.name);
  const faults = [
    missing.length === 0 ? '' : `足りない団体 ${missing.length}（${names.join('、')}など）`,
    unknown.length === 0 ? '' : `台帳にないコード ${unknown.length}（${unknown.slice(0, 5).join('、')}など）`,
  ].filter((text) => text !== '');
  const message = `団体が台帳（${outcome.registerOn}）と一致しません。${faults.join('、')}。`;
  return [whole(`${given.size} 団体`, `${known.size} 団体`, message)];
}
