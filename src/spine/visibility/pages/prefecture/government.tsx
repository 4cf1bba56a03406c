import type { IndicatorDefinition } from '../../../../core/indicator.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { DataTable } from '../../../../ui/table.tsx';
import { governmentTitle } from '../../../bodies/rules/titles.ts';
import { BodyCell } from '../../body-cell.tsx';
import type { Standpoint } from '../../load.ts';
import { type BodyColumn, readColumns } from '../../load-municipalities.ts';
import { loadHeadedLines } from '../../load-page.ts';

export interface GovernmentRow {
  readonly definition: IndicatorDefinition;
  readonly column: BodyColumn;
}

/** The prefectural government's own values, on the newest day of each indicator. */
export async function loadGovernment(
  deps: Deps,
  area: string,
  stand: Standpoint,
): Promise<readonly GovernmentRow[]> {
  const place = { area, level: 'prefecture' as const };
  const lines = await loadHeadedLines(deps.db, place, stand);
  const wanted = lines.flatMap(({ definition, part, figure }) =>
    figure === null || figure.basis !== 'computed' || figure.asOf === null
      ? []
      : [{ definition, part, on: figure.asOf }],
  );
  const columns = await readColumns(deps.db, wanted, place, stand);
  return columns.map((column) => ({ definition: column.definition, column }));
}

/** 「（県庁分）」: never among its municipalities. */
export function Government(props: { name: string; rows: readonly GovernmentRow[] }) {
  return (
    <DataTable<GovernmentRow>
      caption={`${governmentTitle(props.name)}の指標`}
      columns={[
        {
          id: 'indicator',
          title: '指標',
          cell: ({ definition }) => (
            <a href={`/indicators/${definition.id}?level=prefecture`}>{definition.title}</a>
          ),
        },
        {
          id: 'value',
          title: '値',
          align: 'number',
          cell: ({ definition, column }) => (
            <BodyCell
              definition={definition}
              part={column.part}
              on={column.on}
              body={[...column.byCode.values()][0]}
              withUnit
            />
          ),
        },
        { id: 'asOf', title: '基準日', cell: ({ column }) => column.on },
      ]}
      rows={props.rows}
      rowKey={({ definition }) => definition.id}
      rowHeader="indicator"
      empty="都道府県庁の値はまだ登録されていません。"
    />
  );
}
