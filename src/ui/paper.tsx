import type { PaperBlock } from '../core/paper.ts';
import { DescriptionList } from './description-list.tsx';
import { DataTable } from './table.tsx';

/** The blocks of a paper on a page that prints on A4: the plain way to what the PDF shows. */
export function PaperBlocks(props: { blocks: readonly PaperBlock[] }) {
  return (
    <div class="dads-paper">
      {props.blocks.map((block, index) => (
        <Block key={String(index)} block={block} />
      ))}
    </div>
  );
}

function Block(props: { block: PaperBlock }) {
  const { block } = props;
  if (block.kind === 'heading') return <h2>{block.text}</h2>;
  if (block.kind === 'text') return <p>{block.text}</p>;
  if (block.kind === 'list')
    return (
      <ul>
        {block.items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    );
  if (block.kind === 'facts')
    return <DescriptionList items={block.rows.map(([term, detail]) => ({ term, detail }))} />;
  if (block.rows.length === 0)
    return (
      <p>
        <strong>{block.caption}</strong>：{block.empty}
      </p>
    );
  return (
    <DataTable
      caption={block.caption}
      wide
      columns={block.columns.map((column, at) => ({
        id: String(at),
        title: column.title,
        cell: (row: Row) => row.cells[at] ?? '',
      }))}
      rows={block.rows.map((cells, at) => ({ at, cells }))}
      rowKey={(row) => String(row.at)}
    />
  );
}

interface Row {
  readonly at: number;
  readonly cells: readonly string[];
}
