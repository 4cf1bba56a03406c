import procedures from '../../../../data/procedures/procedures-58.json' with { type: 'json' };
import { type Day, fiscalYearEnd, fiscalYearOf, formatFiscalYear } from '../../../core/calendar.ts';
import { normalise } from '../../../core/text.ts';
import type { FileKind, ReadFact, ReadOutcome, Remark, Workbook } from '../../contracts/file-kind.ts';
import { noteOf, readPercentAnswer } from './answers.ts';
import { DASHBOARD, dateTable } from './editions.ts';
import { checkFrame, openWideTable, type WideTable } from './wide-table.ts';

const ONLINE_RATE = 'online-rate@1';
const SCALE = 1;

const PROCEDURE_IDS: ReadonlyMap<string, string> = new Map(
  procedures.procedures.map((procedure) => [normalise(procedure.title), procedure.id]),
);

/**
 * The dashboard's table of rates: 52 procedures × municipalities, or 30 × the 47 prefectural governments. Percentages
 * without counts; an empty cell has no published figure, for a reason that the table does not tell.
 */
function onlineRateKind(id: string, title: string, level: 'municipality' | 'prefecture'): FileKind {
  const open = (workbook: Workbook): WideTable | null => {
    const sheet = workbook.sheets[0];
    const wide = sheet === undefined ? null : openWideTable(sheet, 1);
    return wide !== null && wide.level === level ? wide : null;
  };
  return {
    id,
    title,
    source: DASHBOARD,
    recognise(workbook) {
      const wide = open(workbook);
      if (wide === null) return null;
      const known = wide.labels.filter(({ label }) => PROCEDURE_IDS.has(normalise(label))).length;
      if (known < 5 || known * 2 < wide.labels.length) return null;
      const why = `B列の項目名 ${wide.labels.length} 行のうち ${known} 行が58手続の名前です。`;
      return { confidence: known / wide.labels.length, why };
    },
    read(workbook, given) {
      const wide = open(workbook);
      if (wide === null) throw new Error(`${id}: read() of a file that recognise() refused`);
      return readRates(id, wide, given.asOf, workbook.format === 'xlsx');
    },
  };
}

function readRates(id: string, wide: WideTable, asOf: string | null, shares: boolean): ReadOutcome {
  const { table } = wide;
  checkFrame(wide);
  const dating = dateTable(id, wide, asOf);
  const { day, remark } = fiscalYearOfRates(dating.dayOf(ONLINE_RATE));
  const facts: ReadFact[] = [];
  const seen = new Map<string, number>();
  for (const { row, label } of wide.labels) {
    const part = PROCEDURE_IDS.get(normalise(label));
    if (part === undefined) {
      table.fault(row, 2, '58手続の名前', `「${label}」は知らない手続です。表の版を確かめてください。`);
      continue;
    }
    const earlier = seen.get(part);
    if (earlier !== undefined) {
      table.fault(row, 2, '1行だけ', `「${label}」が ${earlier} 行目と ${row} 行目にあります。`);
      continue;
    }
    seen.set(part, row);
    for (const [index, column] of wide.columns.entries()) {
      const what = `${wide.mentions[index]?.name ?? ''}の「${label}」`;
      const answer = readPercentAnswer(table, row, column, what, { scale: SCALE, shares });
      if (answer === null || day === null) continue;
      const note = noteOf(answer, day.note);
      facts.push({
        mention: index,
        indicator: ONLINE_RATE,
        part,
        on: day.on,
        value: answer.value,
        base: null,
        baseOn: null,
        reason: answer.reason,
        note,
        sheet: 1,
        row,
        column,
      });
    }
  }
  return {
    matching: 'in-order',
    registerOn: dating.asOf ?? '',
    asOf: dating.asOf,
    editionOn: dating.editionOn,
    state: dating.state,
    mentions: wide.mentions,
    facts,
    controls: [],
    ignored: [],
    rejected: table.faults,
    remarks: remark === null ? dating.remarks : [...dating.remarks, remark],
  };
}

type RateDay = { readonly on: Day; readonly note: string | null };

/** A rate is of one fiscal year: a day within a year stands for the last year that had ended. */
function fiscalYearOfRates(day: RateDay | null): {
  readonly day: RateDay | null;
  readonly remark: Remark | null;
} {
  if (day === null || day.on === fiscalYearEnd(fiscalYearOf(day.on))) return { day, remark: null };
  const year = fiscalYearOf(day.on) - 1;
  const text = `${day.on} までに終わった${formatFiscalYear(year)}の率として読みました。`;
  return { day: { on: fiscalYearEnd(year), note: day.note }, remark: { sheet: 1, row: 0, column: 0, text } };
}

export const onlineRateMunicipal = onlineRateKind(
  'dashboard-online-municipal',
  '自治体DXダッシュボード 行政手続のオンライン申請率（市区町村）',
  'municipality',
);
export const onlineRatePrefectural = onlineRateKind(
  'dashboard-online-prefectural',
  '自治体DXダッシュボード 行政手続のオンライン申請率（都道府県）',
  'prefecture',
);
