import { type BodyCode, isPrefectureCode } from '../../core/body-code.ts';
import type { Db, Tx } from '../../platform/db/database.ts';
import { cellsOfEdition, type EditionCell } from '../observations/queries/changes.ts';
import type { FileAnalysis } from './analyse-file.ts';
import type { CellLine } from './rules/cell-line.ts';

/** More lines than these nobody reads. */
const LISTED = 5_000;

/** Cells that an earlier edition of the same series and days had and this file has not: they stay, and are listed. */
export async function missingFrom(db: Db | Tx, file: FileAnalysis): Promise<readonly CellLine[]> {
  const { observations, kind } = file;
  if (kind === null) return [];
  const series = kind.source.series;
  const own = observations.filter((observation) => observation.series === series);
  const earlier = await cellsOfEdition(db, {
    series,
    indicators: [...new Set(own.map((observation) => observation.indicator))],
    periods: [...new Set(own.map((observation) => observation.on))],
    level: levelOf(own.map((observation) => observation.bodyCode)),
  });
  if (earlier.length === 0) return [];
  const present = new Set(own.map(({ bodyCode, ...cell }) => keyOf({ body_code: bodyCode, ...cell })));
  const missing = earlier.filter((cell) => !present.has(keyOf(cell))).slice(0, LISTED);
  return missing.map((cell) => ({
    action: 'missing',
    bodyCode: cell.body_code,
    indicator: cell.indicator,
    part: cell.part,
    on: cell.on,
    value: null,
    base: null,
    reason: null,
    oldValue: null,
    oldBase: null,
    oldReason: null,
    row: null,
    column: null,
  }));
}

function levelOf(codes: readonly BodyCode[]): 'municipality' | 'prefecture' | null {
  const prefectures = codes.filter(isPrefectureCode).length;
  if (prefectures === 0) return 'municipality';
  return prefectures === codes.length ? 'prefecture' : null;
}

function keyOf(cell: EditionCell): string {
  return `${cell.body_code}|${cell.indicator}|${cell.part}|${cell.on}`;
}
