import type {
  BodyMention,
  FileKind,
  ReadFact,
  ReadOutcome,
  Workbook,
} from '../../../spine/contracts/file-kind.ts';
import { BUSINESSES } from '../rules/businesses.ts';
import { factsOf } from '../rules/rates.ts';
import { countStates } from '../rules/states.ts';
import { MONTHS_SOURCE, RATES_SOURCE } from './editions.ts';
import { findStatusHeads, readStatusRows, type StatusHeads, type StatusRow } from './status-table.ts';

const ID = 'standardization-statuses';

/**
 * 標準化の進捗, statuses by step: one row for each body and business. Gives both figures, the official one and the one
 * without 対象外, because here 対象外 is told from 完了済み. The names of the steps are those of its header.
 */
export const standardizationStatuses: FileKind = {
  id: ID,
  title: '標準化・共通化の進捗状況（ステップごとの状態）',
  source: RATES_SOURCE,
  otherSources: [MONTHS_SOURCE],
  recognise(workbook) {
    const heads = findStatusHeads(workbook);
    if (heads === null || (heads.name === null && heads.code === null)) return null;
    return { confidence: 1, why: `業務名の列と、ステップの列が ${heads.steps.length} 列あります。` };
  },
  read(workbook, given) {
    const heads = findStatusHeads(workbook);
    if (heads === null) throw new Error(`${ID}: read() of a file that recognise() refused`);
    return readStatuses(heads, workbook, given.asOf);
  },
};

function readStatuses(heads: StatusHeads, _workbook: Workbook, asOf: string | null): ReadOutcome {
  const { rows, faults } = readStatusRows(heads);
  const byBody = new Map<string, StatusRow[]>();
  for (const row of rows) {
    const key = `${row.code ?? ''}~${row.prefecture ?? ''}~${row.name}`;
    byBody.set(key, [...(byBody.get(key) ?? []), row]);
  }
  const mentions: BodyMention[] = [];
  const facts: ReadFact[] = [];
  for (const own of byBody.values()) {
    const [first] = own;
    if (first === undefined) continue;
    const mention = mentions.length;
    mentions.push({
      sheet: heads.sheet,
      row: first.row,
      column: heads.name ?? heads.code ?? 1,
      code: first.code,
      prefecture: first.prefecture,
      name: first.name,
      level: first.code?.slice(2, 5) === '000' ? 'prefecture' : 'municipality',
    });
    if (asOf !== null) facts.push(...factsOfBody(heads, own, mention, asOf));
  }
  return {
    matching: heads.code === null ? 'in-order' : 'by-code',
    registerOn: asOf ?? '',
    asOf,
    editionOn: null,
    state: 'final',
    mentions,
    facts,
    controls: [],
    ignored: [],
    rejected: faults,
    remarks:
      asOf === null
        ? [{ sheet: 1, row: 0, column: 0, text: '基準日が分かりません。--as-of で指定してください。' }]
        : [],
  };
}

function factsOfBody(
  heads: StatusHeads,
  rows: readonly StatusRow[],
  mention: number,
  on: string,
): ReadFact[] {
  const known = rows.map(({ business, states }) => ({ id: business, counts: countStates(states) }));
  const places = new Map(rows.map(({ business, row }) => [business, row]));
  const whole = new Set(known.map((one) => one.id)).size === BUSINESSES.length;
  return factsOf(known, whole).map((fact) => ({
    ...fact,
    mention,
    on,
    baseOn: fact.base === null ? null : on,
    note: null,
    sheet: heads.sheet,
    row: places.get(fact.part) ?? rows[0]?.row ?? heads.row,
    column: heads.business,
  }));
}
