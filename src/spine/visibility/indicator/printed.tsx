import { provenanceId } from '../../../core/provenance.ts';
import { formatShare, formatWithUnit } from '../../../ui/figure-text.tsx';
import { type Column, DataTable } from '../../../ui/table.tsx';
import { countUnit } from '../parts.tsx';
import { type PrintedFigure, type PrintedRow, printedTables } from '../rules/printed.ts';
import type { Subject } from './load.ts';

/** Tables that exist only as documents print them: every column, every word, source and date. */
export function PrintedTables(props: { subject: Subject }) {
  const { definition, published } = props.subject;
  if (published.length === 0) return null;
  const figures = published.map((row): PrintedFigure => ({ id: row.published_id, document: row.document }));
  return (
    <section class="dads-section" aria-labelledby="printed">
      <h2 id="printed">資料に印刷された表</h2>
      <p class="dads-text">
        国や区分ごとの値だけが印刷された表です。団体ごとの値がある時点では使いません。足し合わせることもしません。
      </p>
      {printedTables(definition, figures).map((table) => (
        <div class={`dads-section${table.columns.length === 1 ? ' dads-text' : ''}`} key={table.title}>
          <DataTable<PrintedRow>
            caption={`${definition.title}（${table.title}）`}
            columns={[
              { id: 'title', title: table.rowTitle, cell: (row) => row.title },
              ...table.columns.map(
                (title, index): Column<PrintedRow> => ({
                  id: `${index}-${title}`,
                  title,
                  align: 'number',
                  cell: (row) => (
                    <PrintedCell figure={row.cells[index] ?? null} unit={countUnit(definition)} />
                  ),
                }),
              ),
            ]}
            rows={table.rows}
            rowKey={(row) => row.key}
            rowHeader="title"
            stickyFirst={table.columns.length > 2}
            wide={table.columns.length > 1}
          />
          <p class="dads-cite">出典：{table.sources.join('、')}</p>
          {table.notes.map((note) => (
            <p class="dads-cite" key={note}>
              注：{note}
            </p>
          ))}
        </div>
      ))}
    </section>
  );
}

/** A word stays a word: 「8割以上」 is never made a number. */
function PrintedCell(props: { figure: PrintedFigure | null; unit: string }) {
  const { figure } = props;
  if (figure === null) return <span class="dads-missing">—</span>;
  const { document, id } = figure;
  const { value, text, unit, numerator, denominator } = document;
  const href = `/provenance/${encodeURIComponent(provenanceId({ kind: 'published', publishedId: id }))}`;
  return (
    <>
      <a href={href}>{value === null ? (text ?? '—') : formatWithUnit(value, unit)}</a>
      {numerator === null || denominator === null ? null : (
        <span class="dads-subtle">{formatShare(numerator, denominator, props.unit)}</span>
      )}
    </>
  );
}
