import { formatDay } from '../../../core/calendar.ts';
import { formatNumber } from '../../../ui/figure-text.tsx';
import { DataTable } from '../../../ui/table.tsx';
import type { Heading } from '../../plan/queries/contents.ts';
import type { LateLine } from '../load-area.ts';

/** Late things one by one, the longest overdue first, with the way to write to these bodies together. */
export function LateTable(props: {
  lines: readonly LateLine[];
  /** Whose bodies are written to together, where it is more than what the table shows. */
  contacted?: readonly LateLine[];
  total: number;
  headings: readonly Heading[];
}) {
  const { lines, contacted = lines } = props;
  const codes = [...new Set(contacted.filter((line) => !line.government).map((line) => line.bodyCode))];
  const titles = new Map(props.headings.map((heading) => [heading.item, heading.title]));
  return (
    <>
      {codes.length === 0 ? null : (
        <p>
          <a href={`/threads/contact?to=${codes.join(',')}`}>
            {contacted === lines ? 'この表の' : '遅れのある'}市区町村{codes.length}団体に連絡する
          </a>
        </p>
      )}
      <DataTable
        caption={`遅れているもの（${formatNumber(props.total)}件のうち古い順に${formatNumber(lines.length)}件）`}
        wide
        columns={[
          {
            id: 'body',
            title: '団体',
            cell: (line: LateLine) => (
              <a href={`/bodies/${line.bodyCode}`}>
                {line.government ? `${line.name}（県庁分）` : line.name}
              </a>
            ),
          },
          { id: 'item', title: '取組', cell: (line) => titles.get(line.item) ?? line.item },
          { id: 'title', title: '遅れているもの', cell: (line) => <a href={line.href}>{line.title}</a> },
          { id: 'due', title: '期限', cell: (line) => formatDay(line.dueOn) },
          { id: 'why', title: '理由', cell: (line) => line.why ?? '記録なし' },
        ]}
        rows={lines}
        rowKey={(line) => `${line.bodyCode}-${line.item}-${line.title}-${line.href}`}
        rowHeader="body"
        empty="遅れているものはありません。"
      />
    </>
  );
}
