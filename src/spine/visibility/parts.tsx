import { BODY_CLASSES, type IndicatorDefinition } from '../../core/indicator.ts';
import type { RollUpResult } from '../../core/roll-up.ts';
import { Button } from '../../ui/button.tsx';
import { Sparkbar } from '../../ui/chart/sparkbar.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import {
  asOfText,
  coverageText,
  formatDifference,
  formatNumber,
  formatShare,
  formatWithUnit,
  missingText,
} from '../../ui/figure-text.tsx';
import { TextField } from '../../ui/form.tsx';
import { PartialLabel, StateLabel } from '../../ui/label.tsx';
import { Notice } from '../../ui/notice.tsx';
import { type Column, DataTable } from '../../ui/table.tsx';
import type { IndicatorLine, Standpoint } from './load.ts';
import type { ViewFault } from './rules/request.ts';

export function provenanceHref(result: Pick<RollUpResult, 'provenanceId'>): string {
  return `/provenance/${encodeURIComponent(result.provenanceId)}`;
}

/** Unit of numerator and denominator of a figure. */
export function countUnit(definition: IndicatorDefinition): string {
  if (definition.operator.kind === 'share-of-bodies' || definition.operator.kind === 'last-known')
    return '団体';
  if (definition.denominator !== undefined) return '';
  return definition.valueKind === 'share' ? '手続' : '';
}

/** The word for why an area has no figure: never 0, never 未実施. */
export function absence(figure: RollUpResult | null): string {
  if (figure === null || figure.noRecord > 0 || figure.expected === 0) return missingText('no-record');
  if (figure.reported > 0) return '対象なし（0／0）';
  if (figure.notAnswered > 0) return missingText('not-answered');
  if (figure.blank > 0) return missingText('blank-in-source');
  if (figure.withdrawn > 0) return missingText('withdrawn');
  return missingText(figure.notAsked > 0 ? 'not-asked' : 'not-applicable');
}

/** A figure in a table's cell: leading to how it came about, marked when partial, with its counts under it. */
export function FigureCell(props: { definition: IndicatorDefinition; figure: RollUpResult | null }) {
  const { figure, definition } = props;
  if (figure === null || figure.value === null) return <span class="dads-missing">{absence(figure)}</span>;
  const counts = figure.numerator !== null && figure.denominator !== null && figure.unit === '%';
  const whole = definition.operator.kind === 'mean-of-bodies';
  return (
    <>
      <span class="dads-marked">
        <a href={provenanceHref(figure)}>{formatWithUnit(figure.value, figure.unit)}</a>
        {figure.partial ? <PartialLabel /> : null}
      </span>
      {counts && !whole ? (
        <span class="dads-subtle">
          {formatShare(figure.numerator ?? '', figure.denominator ?? '', countUnit(definition))}
        </span>
      ) : null}
      {definition.operator.kind === 'median' && figure.basis === 'computed' ? (
        <span class="dads-subtle">中央値</span>
      ) : null}
      {whole && figure.basis === 'computed' ? <span class="dads-subtle">単純平均</span> : null}
      {figure.state === '確定' ? null : <StateLabel state={figure.state} />}
      {figure.basis === 'published' ? <span class="dads-subtle">公表値</span> : null}
    </>
  );
}

export interface HeadedLine extends IndicatorLine {
  /** 「重点取組事項② 地方公共団体情報システムの標準化」 */
  readonly heading: string;
  readonly headingHref: string;
  /** Group of headings: 「自治体DXの重点取組事項」. */
  readonly group: string;
}

const FIFTHS = ['0～20', '20～40', '40～60', '60～80', '80～100'];

function fifthsTitle(fifths: readonly number[]): string {
  return fifths.map((count, index) => `${FIFTHS[index]}%：${formatNumber(count)}団体`).join('、');
}

function KindCells(props: { line: IndicatorLine }) {
  const { byKind, definition } = props.line;
  if (byKind.every((entry) => entry.figure?.value == null)) return <span class="dads-missing">—</span>;
  return (
    <ul class="dads-kinds">
      {byKind.map(({ bodyClass, figure }) => (
        <li key={bodyClass}>
          <span>{BODY_CLASSES[bodyClass].title.replace(/（.*）/, '')}</span>{' '}
          {figure?.value == null ? absence(figure) : formatWithUnit(figure.value, definition.unit)}
        </li>
      ))}
    </ul>
  );
}

/** 取組 | 指標 | 値（分子／分母） | 前回差 | 分布 | 区・市・町・村 | 基準日 */
export function LinesTable(props: { caption: string; lines: readonly HeadedLine[]; withKinds: boolean }) {
  const columns: Column<HeadedLine>[] = [
    {
      id: 'indicator',
      title: '指標',
      cell: ({ definition }) => <a href={`/indicators/${definition.id}`}>{definition.title}</a>,
    },
    {
      id: 'heading',
      title: '取組',
      cell: (line) => <a href={line.headingHref}>{line.heading}</a>,
    },
    {
      id: 'value',
      title: '値（分子／分母）',
      align: 'number',
      cell: (line) => <FigureCell definition={line.definition} figure={line.figure} />,
    },
    {
      id: 'moved',
      title: '前回差',
      align: 'number',
      cell: ({ moved }) =>
        moved === null ? (
          <span class="dads-missing">—</span>
        ) : (
          <>
            {formatDifference(moved.by)}
            <span class="dads-subtle">{moved.since}から</span>
            <span class="dads-subtle">{formatNumber(moved.bodies)}団体</span>
          </>
        ),
    },
    {
      id: 'fifths',
      title: '分布',
      cell: ({ fifths }) =>
        fifths === null ? (
          <span class="dads-missing">—</span>
        ) : (
          <Sparkbar title={fifthsTitle(fifths)} counts={fifths} />
        ),
    },
    ...(props.withKinds
      ? [
          {
            id: 'kinds',
            title: '区・市・町・村',
            cell: (line: HeadedLine) => <KindCells line={line} />,
          },
        ]
      : []),
    {
      id: 'asOf',
      title: '基準日',
      cell: ({ figure }) =>
        figure?.asOf == null ? (
          '—'
        ) : (
          <time class="dads-nowrap" dateTime={figure.asOf}>
            {figure.asOf}
          </time>
        ),
    },
  ];
  return (
    <DataTable
      caption={props.caption}
      columns={columns}
      rows={props.lines}
      rowKey={(line) => `${line.definition.id}@${line.definition.version}`}
      rowHeader="indicator"
      stickyFirst
      wide
      empty="この計画の取組に結び付いた指標はまだありません。"
    />
  );
}

/** What stands under the h1: the day and the coverage of a figure. */
export function headingMeta(figure: RollUpResult | null): { asOf?: string; coverage?: string } {
  if (figure === null || figure.asOf === null) return {};
  const coverage =
    figure.basis === 'published' ? '公表値（回答状況の内訳は資料に記載なし）' : coverageText(figure);
  return { asOf: asOfText(figure.asOf), coverage };
}

export function Faults(props: { faults: readonly ViewFault[] }) {
  if (props.faults.length === 0) return null;
  return (
    <Notice kind="error" title="指定を読み取れないところがあります">
      <ul>
        {props.faults.map((fault) => (
          <li key={fault.field}>{fault.message}</li>
        ))}
      </ul>
    </Notice>
  );
}

/** Says on every page that an earlier state of knowledge is shown, and how to come back. */
export function KnownOnNotice(props: { stand: Standpoint; path: string }) {
  const { knownOn } = props.stand;
  if (knownOn === null) return null;
  return (
    <Notice kind="info" title={`${asOfText(knownOn)}の登録内容で表示しています`}>
      <p>
        その日の終わりまでに登録された値だけを使っています。
        <a href={props.path}>いまの登録内容で見る</a>
      </p>
    </Notice>
  );
}

/** The choice of the day of knowledge, folded: rarely needed, always there. */
export function KnownOnForm(props: {
  path: string;
  keep: Readonly<Record<string, string | null | undefined>>;
  stand: Standpoint;
}) {
  return (
    <Disclosure summary="過去の登録内容で見る">
      <form method="get" action={props.path} class="dads-inline-form">
        {Object.entries(props.keep).map(([name, value]) =>
          value === null || value === undefined || value === '' ? null : (
            <input key={name} type="hidden" name={name} value={value} />
          ),
        )}
        <TextField
          name="knownOn"
          label="いつの時点の登録か"
          hint="例：2026-04-01、令和8年4月1日"
          value={props.stand.knownOn ?? ''}
          size="short"
        />
        <Button kind="secondary">この日の登録で表示する</Button>
      </form>
    </Disclosure>
  );
}
