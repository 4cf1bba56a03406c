import type { IndicatorDefinition } from '../../../core/indicator.ts';
import { bodyValue } from '../../../core/roll-up.ts';
import { columnLetters } from '../../../core/workbook.ts';
import { DescriptionList } from '../../../ui/description-list.tsx';
import { formatNumber, formatShare, formatWithUnit, missingText } from '../../../ui/figure-text.tsx';
import { DataTable } from '../../../ui/table.tsx';
import type { RevisionRow, WrittenAt } from '../../observations/queries/history.ts';
import { observationHref } from '../body-cell.tsx';
import type { ObservationOrigin, SeriesHistory } from '../load-observation.ts';
import { BASE_CORRECTED, revisionWord, timeInJapan } from '../rules/revisions.ts';
import { missingOf, ownText, ownUnit } from '../rules/values.ts';

const STATES = ['未公表', '速報', '確定'] as const;

/** What a revision says: 「実施」「30.4 %（7／23）」「調査無し」「値なし」. */
export function storedText(definition: IndicatorDefinition, row: RevisionRow): string {
  if (row.void) return '値なし';
  if (row.value === null) return missingText(missingOf(row));
  const text = ownText(definition, bodyValue(definition, row.value, row.base));
  const counts = row.base === null ? '' : `（${formatShare(row.value, row.base, '')}）`;
  return text === null ? `対象なし${counts}` : `${formatWithUnit(text, ownUnit(definition))}${counts}`;
}

function recorded(row: WrittenAt): string {
  return timeInJapan(Date.parse(row.recorded_at));
}

function placeText(row: WrittenAt): string {
  if (row.file_name === null) return '—';
  return `${row.file_name} ${row.row_no ?? '—'}行 ${row.column_no === null ? '—' : columnLetters(row.column_no)}列`;
}

function Batch(props: { origin: ObservationOrigin; row: WrittenAt }) {
  const { row } = props;
  const run = props.origin.runOf.get(row.batch_id);
  return run === undefined ? (
    <span>{row.batch_title}</span>
  ) : (
    <a href={`/imports/${run}`}>{row.batch_title}</a>
  );
}

/** File, sheet, row, column, hash; who recorded it and when. */
export function Source(props: { origin: ObservationOrigin; row: RevisionRow }) {
  const { origin, row } = props;
  const { definition, name } = origin;
  const source = origin.series.find((one) => one.series === row.series)?.source;
  const by = definition.denominator;
  // Whose own file was taken back stands by another that says the same: that one is the source.
  const written: WrittenAt = row.stands_by ?? row;
  return (
    <DescriptionList
      items={[
        {
          term: '資料',
          detail: `${source?.title ?? row.series}（${source?.publisher ?? '発行者の登録なし'}）`,
        },
        ...(written.edition_on === null ? [] : [{ term: '資料の版の日', detail: written.edition_on }]),
        ...(written.file_name === null ? [] : [{ term: 'ファイル', detail: written.file_name }]),
        ...(written.sheet_name === null || written.sheet_name === ''
          ? []
          : [{ term: 'シート', detail: written.sheet_name }]),
        {
          term: '行・列',
          detail:
            written.row_no === null && written.column_no === null
              ? '行と列の記録はありません'
              : [
                  written.row_no === null ? '' : `${formatNumber(written.row_no)}行`,
                  written.column_no === null
                    ? ''
                    : `${columnLetters(written.column_no)}列（${formatNumber(written.column_no)}列目）`,
                ]
                  .filter((text) => text !== '')
                  .join('・'),
        },
        ...(written.sha256 === null
          ? []
          : [{ term: 'SHA-256', detail: <span class="dads-hash">{written.sha256}</span> }]),
        ...(by === undefined || row.base === null || row.base_on === null
          ? []
          : [
              {
                term: `分母（${by.title}）`,
                detail:
                  origin.denominator === null ? (
                    `${formatNumber(row.base)}（${row.base_on}）`
                  ) : (
                    <a href={observationHref(origin.denominator, name.bodyCode, '', row.base_on)}>
                      {formatNumber(row.base)}（{row.base_on}）
                    </a>
                  ),
              },
            ]),
        { term: '状態', detail: STATES[row.state] ?? '' },
        ...(row.note === null || row.note === BASE_CORRECTED ? [] : [{ term: '注記', detail: row.note }]),
        { term: '記録日時', detail: `${recorded(written)}（日本時間）` },
        { term: '記録した役割', detail: written.recorded_by },
        { term: '取込・操作', detail: <Batch origin={origin} row={written} /> },
        { term: '取込・操作の番号', detail: <span class="dads-hash">{written.batch_id}</span> },
        ...(row.stands_by === null
          ? []
          : [
              {
                term: 'はじめの資料',
                detail: 'はじめに記録した取込は取り消されています。同じ値を示すこの資料で残っています。',
              },
            ]),
      ]}
    />
  );
}

/** All revisions of one series, newest first, with what superseded what and why. */
export function Revisions(props: { origin: ObservationOrigin; history: SeriesHistory }) {
  const { origin, history } = props;
  const { counting } = origin;
  const before = (row: RevisionRow) =>
    history.revisions.find((other) => other.revision === row.revision - 1) ?? null;
  return (
    <DataTable<RevisionRow>
      caption={`${history.source?.title ?? history.series}の記録`}
      columns={[
        { id: 'revision', title: '版', cell: (row) => `第${row.revision}版` },
        { id: 'why', title: '理由', cell: (row) => revisionWord(row, before(row)) },
        { id: 'value', title: '値', align: 'number', cell: (row) => storedText(origin.definition, row) },
        {
          id: 'use',
          title: '使用',
          cell: (row) =>
            row.series === counting?.series && row.revision === counting.revision
              ? '使っている'
              : '使っていない',
        },
        { id: 'state', title: '状態', cell: (row) => (row.void ? '—' : (STATES[row.state] ?? '')) },
        { id: 'at', title: '記録日時（日本時間）', cell: (row) => recorded(row) },
        { id: 'by', title: '記録した役割', cell: (row) => row.recorded_by },
        { id: 'batch', title: '取込・操作', cell: (row) => <Batch origin={origin} row={row} /> },
        {
          id: 'place',
          title: 'ファイル・行・列',
          cell: (row) =>
            row.stands_by === null ? (
              placeText(row)
            ) : (
              <>
                {placeText(row)}（取消済み）
                <br />
                同じ値：{placeText(row.stands_by)}
              </>
            ),
        },
      ]}
      rows={history.revisions}
      rowKey={(row) => String(row.revision)}
      rowHeader="revision"
      wide
    />
  );
}
