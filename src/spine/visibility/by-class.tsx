import {
  BODY_CLASSES,
  type BodyClass,
  definitionKey,
  type IndicatorDefinition,
  KIND_CLASSES,
} from '../../core/indicator.ts';
import { knownBefore } from '../../core/known-on.ts';
import { round } from '../../core/rational.ts';
import { median, type RollUpResult } from '../../core/roll-up.ts';
import type { Db } from '../../platform/db/database.ts';
import { binsOf, Distribution } from '../../ui/chart/distribution.tsx';
import { ShareBars, type ShareRow } from '../../ui/chart/share-bars.tsx';
import { asOfText, formatNumber } from '../../ui/figure-text.tsx';
import { publishedOf } from '../observations/queries/published.ts';
import { publishedResult } from '../roll-up/figure.ts';
import { factKeys } from '../roll-up/queries/periods.ts';
import type { Standpoint } from './load.ts';
import type { Chosen } from './load-page.ts';
import { countUnit, provenanceHref } from './parts.tsx';
import { forDrawing, ownUnit } from './rules/values.ts';

/** A printed table by class: kinds on its day, or staff sizes, which no file gives by body yet. */
interface PrintedTable {
  readonly title: string;
  readonly rows: readonly { readonly title: string; readonly figure: RollUpResult }[];
}

export interface ClassFigures {
  readonly computed: readonly { readonly bodyClass: BodyClass; readonly figure: RollUpResult }[];
  readonly printed: readonly PrintedTable[];
}

const SHOWN: readonly BodyClass[] = [...KIND_CLASSES, 'designated-city', 'core-city', 'without-designated'];

/** Figures by class of the chosen indicator at an area: computed where bodies have records, printed tables beside. */
export async function loadClassFigures(
  db: Db,
  chosen: Chosen,
  area: string,
  stand: Standpoint,
): Promise<ClassFigures> {
  const { definition, part, snapshot } = chosen;
  const computed =
    snapshot === null
      ? []
      : SHOWN.map((bodyClass) => ({
          bodyClass,
          figure: snapshot.figure({ area, level: 'municipality', bodyClass }),
        })).filter(({ figure }) => figure.expected > 0);
  const keys = await factKeys(db, definitionKey(definition), part);
  const rows = await publishedOf(db, keys.indicatorKey, knownBefore(stand.knownOn, stand.today));
  const tables = new Map<string, { title: string; figure: RollUpResult }[]>();
  for (const row of rows) {
    const { document } = row;
    if (
      document.part !== part ||
      document.item !== null ||
      document.area !== area ||
      document.level !== 'municipality'
    )
      continue;
    const title = document.on === null ? document.asOfText : asOfText(document.on);
    const table = tables.get(title) ?? [];
    table.push({
      title: document.classTitle,
      figure: publishedResult(definition, row, stand.knownOn ?? stand.today),
    });
    tables.set(title, table);
  }
  return { computed, printed: [...tables].map(([title, figures]) => ({ title, rows: figures })) };
}

/** Shares with their counts; a mean, a median or a sum has no numerator to print, only the bodies it stands on. */
function shareRow(title: string, figure: RollUpResult, definition: IndicatorDefinition): ShareRow {
  const { kind } = definition.operator;
  const counted = kind === 'share-of-bodies' || kind === 'last-known' || kind === 'ratio-of-sums';
  const averaged = kind === 'mean-of-bodies' || kind === 'median' || kind === 'weighted-mean';
  const bodies =
    averaged && figure.basis === 'computed' && figure.reported > 0
      ? `・${formatNumber(figure.reported)}団体`
      : '';
  return {
    title: `${title}${bodies}`,
    value: figure.value,
    numerator: counted ? figure.numerator : null,
    denominator: counted ? figure.denominator : null,
    href: provenanceHref(figure),
  };
}

/** 区・市・町・村 beside each other, with counts; the distribution of bodies beside any mean. */
export function ByClass(props: { chosen: Chosen; figures: ClassFigures }) {
  const { chosen, figures } = props;
  const { definition } = chosen;
  const rate = definition.unit === '%';
  return (
    <>
      {figures.computed.length > 0 ? (
        <ShareBars
          title={`${definition.title}：団体区分別（${asOfText(chosen.on)}）`}
          unit={definition.unit}
          {...(rate ? {} : { max: highest(figures.computed.map(({ figure }) => figure)) })}
          countUnit={countUnit(definition)}
          rows={figures.computed.map(({ bodyClass, figure }) =>
            shareRow(BODY_CLASSES[bodyClass].title, figure, definition),
          )}
        />
      ) : null}
      {figures.printed.map((table) => (
        <ShareBars
          key={table.title}
          title={`${definition.title}：資料に印刷された区分別の値（${table.title}）`}
          unit={definition.unit}
          {...(rate ? {} : { max: highest(table.rows.map((row) => row.figure)) })}
          countUnit={countUnit(definition)}
          rows={table.rows.map((row) => shareRow(row.title, row.figure, definition))}
        />
      ))}
      <BodiesByValue chosen={chosen} />
      {figures.computed.length + figures.printed.length === 0 ? (
        <p>この指標の区分別の値は、まだ登録されていません。</p>
      ) : null}
    </>
  );
}

function highest(figures: readonly RollUpResult[]): number {
  return Math.max(1, ...figures.map((figure) => Number(figure.value ?? 0)));
}

/** ヒストグラム of bodies with median and mean; for yes/no there is nothing to distribute. */
export function BodiesByValue(props: { chosen: Chosen }) {
  const { definition, bodies, figure } = props.chosen;
  const values = bodies.flatMap((body) => (body.shown === null ? [] : [body.shown]));
  if (definition.valueKind === 'yes-no' || definition.valueKind === 'choice' || values.length === 0)
    return null;
  const numbers = values.map(forDrawing);
  const rate = ownUnit(definition) === '%';
  const top = rate ? 100 : Math.max(...numbers);
  const middle = median(values);
  const without = bodies.length - values.length;
  const marks = [
    ...(middle === null ? [] : [{ title: '中央値', value: Number(round(middle, definition.decimals)) }]),
    // Only what lies on the axis of the bodies' own values: a sum, or a share of bodies, does not.
    ...(figure?.value != null && definition.operator.kind in ON_THE_AXIS
      ? [{ title: ON_THE_AXIS[definition.operator.kind] ?? '', value: Number(figure.value) }]
      : []),
  ];
  const bins = binsOf(numbers, rate ? 0 : Math.min(0, ...numbers), top === 0 ? 1 : top, rate ? 10 : 12);
  // A bar of bodies without a value must not flatten those that have one.
  const dwarfs = without > 2 * Math.max(...bins.map((bin) => bin.count));
  return (
    <Distribution
      title={`${definition.title}：値ごとの団体数`}
      description={`値のある${formatNumber(values.length)}団体${without === 0 ? '' : `。値のない${formatNumber(without)}団体は${dwarfs ? '図に含めていません' : '斜線で示します'}`}。`}
      unit={ownUnit(definition)}
      bins={bins}
      missing={dwarfs ? [] : [{ title: '値なし', count: without, step: 'none' }]}
      marks={marks}
    />
  );
}

const ON_THE_AXIS: Readonly<Record<string, string>> = {
  'mean-of-bodies': '単純平均',
  'ratio-of-sums': '全体の率',
};
