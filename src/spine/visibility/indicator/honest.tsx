import { formatDay } from '../../../core/calendar.ts';
import { rational, round } from '../../../core/rational.ts';
import type { RollUpResult } from '../../../core/roll-up.ts';
import { formatNumber, formatShare, formatWithUnit } from '../../../ui/figure-text.tsx';
import { DataTable } from '../../../ui/table.tsx';
import type { SnapshotBody } from '../../roll-up/read.ts';
import { FigureCell, provenanceHref } from '../parts.tsx';
import type { PartEntry, Subject } from './load.ts';
import type { Companion } from './load-companion.ts';
import { wholeBodies } from './parts-table.tsx';

interface View {
  readonly title: string;
  readonly value: preact.ComponentChildren;
  readonly words: string;
}

/**
 * 公式の式と正直な見え方: one word 「完了率」 hides several truths. Beside the official figure stands what this very
 * source can tell; what it cannot tell is said.
 */
export function HonestViews(props: {
  subject: Subject;
  figure: RollUpResult | null;
  bodies: readonly SnapshotBody[];
  parts: readonly PartEntry[];
  companion: Companion | null;
}) {
  const { subject, figure, bodies, companion } = props;
  const { definition } = subject;
  if (definition.partsTotal === undefined || figure === null || figure.basis === 'published') return null;
  const valued = bodies.flatMap((body) =>
    body.value === null ? [] : [{ value: body.value, base: body.base, bodies: 1n }],
  );
  const whole = wholeBodies(valued);
  const none = valued.filter(({ value }) => value === 0n).length;
  const rate = (count: number) =>
    valued.length === 0
      ? '—'
      : formatWithUnit(round(rational(BigInt(count) * 100n, BigInt(valued.length)), 1), '%');
  const what =
    subject.part === 'total' ? `${definition.parts?.length ?? 0}業務すべて` : (subject.partTitle ?? '');
  const views: View[] = [
    {
      title: '公式の完了率',
      value: <FigureCell definition={definition} figure={figure} />,
      words: '完了率 =（完了済み＋対象外）÷ 全ステップ。団体の単純平均です。',
    },
    {
      title: `${what}の完了率が100%の団体`,
      value: (
        <>
          {formatWithUnit(formatNumber(whole), '団体')}
          <span class="dads-subtle">
            {rate(whole)}　{formatShare(whole, valued.length)}
          </span>
        </>
      ),
      words: '率の平均が高くても、終えた団体が多いとは限りません。',
    },
    {
      title: '完了率が0%の団体',
      value: formatWithUnit(formatNumber(none), '団体'),
      words: '値の登録がない団体は含みません。',
    },
    {
      title: '対象外を除いた完了率',
      value: <span class="dads-missing">示せません</span>,
      words: '対象外の内訳はこの資料からは分からない。対象外も完了に数えた率だけが公表されています。',
    },
    {
      title: '移行して動いているシステムの割合',
      value: <span class="dads-missing">示せません</span>,
      words: '作業の率だけの資料からは分からない。',
    },
  ];
  return (
    <section class="dads-section" aria-labelledby="honest">
      <h2 id="honest">公式の式と、式だけでは見えないこと</h2>
      <DataTable<View>
        caption={`${figure.asOf === null ? '' : `${formatDay(figure.asOf)}、`}値のある${formatNumber(valued.length)}団体`}
        columns={[
          { id: 'title', title: '見方', cell: (view) => view.title },
          { id: 'value', title: '値', align: 'number', cell: (view) => view.value },
          { id: 'words', title: '意味', cell: (view) => view.words },
        ]}
        rows={views}
        rowKey={(view) => view.title}
        rowHeader="title"
        wide
      />
      {companion === null ? null : <Apart companion={companion} />}
    </section>
  );
}

/** 特定移行支援システム: agreed to come later, which is another thing than being late. */
function Apart(props: { companion: Companion }) {
  const { definition, figure, on } = props.companion;
  return (
    <>
      <h3>{definition.title}</h3>
      {figure === null ? (
        <p>この一覧はまだ登録されていません。</p>
      ) : (
        <p class="dads-text">
          {on === null ? '' : `${formatDay(on)}時点で、`}
          <a href={provenanceHref(figure)}>{formatWithUnit(figure.value ?? '0', figure.unit)}</a>
          が一覧に載っています。令和8年度以降の移行が見込まれるもので、遅れとは分けて示します。
        </p>
      )}
      <p>
        <a href={`/indicators/${definition.id}`}>業務ごとの数と団体の一覧</a>
      </p>
    </>
  );
}
