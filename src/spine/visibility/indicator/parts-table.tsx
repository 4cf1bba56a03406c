import { definitionKey, type IndicatorDefinition } from '../../../core/indicator.ts';
import { Sparkbar } from '../../../ui/chart/sparkbar.tsx';
import { formatNumber } from '../../../ui/figure-text.tsx';
import { type Column, DataTable } from '../../../ui/table.tsx';
import { spread } from '../../roll-up/figures.ts';
import { FigureCell } from '../parts.tsx';
import { forDrawing } from '../rules/values.ts';
import { type Chosen, linkTo } from './links.ts';
import type { PartEntry } from './load.ts';

/** 20業務, 52手続 …: the figure of each part, and the way to its own page. In the order of the source, not by value. */
export function PartsTable(props: { chosen: Chosen; parts: readonly PartEntry[] }) {
  const { chosen, parts } = props;
  const { definition, level } = chosen.subject;
  if (definition.parts === undefined || parts.length === 0) return null;
  const grouped = parts.some((part) => part.group !== null);
  const drawn = definition.unit === '%' && definition.valueKind !== 'yes-no';
  const shares = definition.valueKind === 'share';
  const columns: Column<PartEntry>[] = [
    {
      id: 'part',
      title: '内訳',
      cell: ({ part, title }) => (
        <a
          href={linkTo(chosen, { part, page: null }, '#figures')}
          aria-current={part === chosen.subject.part ? 'true' : undefined}
        >
          {title}
        </a>
      ),
    },
    ...(grouped ? [{ id: 'group', title: '分類', cell: (row: PartEntry) => row.group ?? '—' }] : []),
    {
      id: 'value',
      title: '全国計',
      align: 'number',
      cell: ({ asked, printed }) => <FigureCell definition={definition} figure={asked?.figure ?? printed} />,
    },
    ...(drawn
      ? [
          {
            id: 'distribution',
            title: '分布（0～100%）',
            cell: (row: PartEntry) => <Fifths definition={definition} row={row} />,
          },
        ]
      : []),
    ...(shares
      ? [
          {
            id: 'whole',
            title: '100%の団体',
            unit: '団体',
            align: 'number' as const,
            cell: ({ asked }: PartEntry) => (asked === null ? '—' : formatNumber(wholeBodies(asked.groups))),
          },
        ]
      : []),
    {
      id: 'reported',
      title: '値あり',
      unit: '団体',
      align: 'number',
      cell: ({ asked }) => (asked === null ? '—' : formatNumber(asked.figure.reported)),
    },
    { id: 'on', title: '基準日', cell: ({ asked, printed }) => asked?.ask.on ?? printed?.asOf ?? '—' },
  ];
  return (
    <section class="dads-section" aria-labelledby="parts">
      <h2 id="parts">内訳</h2>
      <p>内訳を選ぶと、その推移・分布・団体ごとの値を表示します。</p>
      <DataTable
        caption={`${definition.title}の内訳（${parts.length}件${level === 'prefecture' ? '、都道府県庁分' : ''}）`}
        columns={columns}
        rows={parts}
        rowKey={({ part }) => `${definitionKey(definition)}-${part}`}
        rowHeader="part"
        stickyFirst
        wide
      />
    </section>
  );
}

/** Bodies whose value is the whole of their base. */
export function wholeBodies(
  groups: readonly { readonly value: bigint; readonly base: bigint | null; readonly bodies: bigint }[],
): number {
  return groups.reduce(
    (total, group) =>
      group.base !== null && group.base !== 0n && group.value === group.base
        ? total + Number(group.bodies)
        : total,
    0,
  );
}

function Fifths(props: { definition: IndicatorDefinition; row: PartEntry }) {
  const { definition, row } = props;
  if (row.asked === null || row.asked.groups.length === 0) return <span class="dads-missing">—</span>;
  const counts = [0, 0, 0, 0, 0];
  for (const { value } of spread(definition, row.asked.groups)) {
    const index = Math.max(0, Math.min(4, Math.floor(forDrawing(value) / 20)));
    counts[index] = (counts[index] ?? 0) + 1;
  }
  const title = counts
    .map((count, index) => `${index * 20}～${index * 20 + 20}%：${formatNumber(count)}団体`)
    .join('、');
  return <Sparkbar title={title} counts={counts} />;
}
