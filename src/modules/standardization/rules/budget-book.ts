import { type Day, formatDay, formatFiscalYear } from '../../../core/calendar.ts';
import type { OutBook } from '../../../core/workbook.ts';
import { bookOf, cell, tableSheet } from './book.ts';
import { businessAt } from './businesses.ts';
import { COST_PHASES, COST_SOURCE, type CostPhase } from './limits.ts';

interface Cost {
  readonly businessNo: number;
  readonly fiscalYear: number;
  readonly phase: CostPhase;
  readonly item: string;
  readonly amount: bigint;
}

/** 予算要求の資料: costs by business, phase and item, with the sum of each year as a formula. */
export function budgetBook(bodyName: string, madeOn: Day, costs: readonly Cost[]): OutBook {
  const first = 5;
  const lines = costs.map((cost) => [
    cell(formatFiscalYear(cost.fiscalYear)),
    cell(businessAt(cost.businessNo)?.title ?? ''),
    cell(COST_PHASES[cost.phase]),
    cell(cost.item),
    cell(Number(cost.amount), 'number'),
  ]);
  const sum = costs.reduce((total, cost) => total + cost.amount, 0n);
  const last = first + lines.length - 1;
  const total =
    lines.length === 0
      ? []
      : [
          [
            ...[cell('計', 'head'), cell('', 'head'), cell('', 'head'), cell('', 'head')],
            { value: Number(sum), formula: `SUM(E${first}:E${last})`, look: 'number' },
          ],
        ];
  const head = ['年度', '業務', '区分', '項目', '金額（円）'].map((title) => cell(title, 'head'));
  const rows = [
    [cell(`${bodyName}　標準準拠システムへの移行経費`, 'title')],
    [cell(`${formatDay(madeOn)}現在`, 'plain')],
    [cell(`区分と項目の出典：${COST_SOURCE}`, 'plain')],
    head,
    ...lines,
    ...total,
  ];
  return bookOf('予算要求の資料', madeOn, [tableSheet('予算要求', [22, 22, 10, 28, 16], rows)]);
}
