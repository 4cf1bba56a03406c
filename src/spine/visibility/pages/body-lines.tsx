import type { IndicatorDefinition } from '../../../core/indicator.ts';
import { compare, round } from '../../../core/rational.ts';
import { median } from '../../../core/roll-up.ts';
import { PlaceShare, PlaceStrip } from '../../../ui/chart/place.tsx';
import { Series } from '../../../ui/chart/series.tsx';
import { Strip } from '../../../ui/chart/strip.tsx';
import { Disclosure } from '../../../ui/disclosure.tsx';
import { formatNumber, formatShare, formatWithUnit } from '../../../ui/figure-text.tsx';
import { PartialLabel, StateLabel } from '../../../ui/label.tsx';
import type { StoredSeries } from '../../indicators/queries.ts';
import { numberedTitle } from '../../plan/rules/contents.ts';
import { BodyCell } from '../body-cell.tsx';
import type { SheetLine } from '../load-body.ts';
import type { OwnValue } from '../load-body-record.ts';
import { NEWEST_PLAN } from '../load-page.ts';
import { FigureCell, provenanceHref } from '../parts.tsx';
import { lineClassTitle } from '../rules/own-class.ts';
import { forDrawing, missingOf, ownText, ownUnit } from '../rules/values.ts';

const STATES = ['未公表', '速報', '確定'] as const;

/** What a figure of an area is, where its operator is not what the row's title says. */
function operatorWord(definition: IndicatorDefinition): string | null {
  const { operator } = definition;
  if (operator.kind === 'share-of-bodies' && definition.valueKind !== 'yes-no')
    return `${operator.atLeast}${ownUnit(definition)}の団体の割合`;
  return operator.kind === 'ratio-of-sums' && definition.valueKind === 'share' ? '合計どうしの割合' : null;
}

/** Rows of one group of headings: the body's own value, its place in its class, prefecture, nation, day and source. */
export function LinesOfGroup(props: {
  title: string;
  lines: readonly SheetLine[];
  series: readonly StoredSeries[];
  areaTitle: string;
}) {
  const classes = new Set(props.lines.map(lineClassTitle));
  // Said once in the head where it is the same for all rows: a body may have changed its class between two days.
  const [common] = classes.size === 1 ? classes : [];
  return (
    <table class="dads-table dads-sheet">
      <caption class="dads-hidden">{props.title}</caption>
      <thead>
        <tr>
          <th scope="col" class="dads-sheet__name">
            指標
          </th>
          <th scope="col" class="dads-sheet__own">
            この団体
          </th>
          <th scope="col" class="dads-sheet__place">
            同じ団体区分の中で
            {common === undefined ? null : <span class="dads-sheet__small">{common}</span>}
          </th>
          <th scope="col">{props.areaTitle}</th>
          <th scope="col">全国計</th>
          <th scope="col" class="dads-sheet__day">
            基準日・出典
          </th>
        </tr>
      </thead>
      <tbody>
        {props.lines.map((line) => (
          <tr key={line.definition.id}>
            <th scope="row">
              <a href={`/indicators/${line.definition.id}`}>{line.definition.title}</a>
              <span class="dads-sheet__small">
                {line.headings.map((heading, index) => (
                  <span key={heading.item}>
                    {index === 0 ? '' : '・'}
                    <a href={`/plan/${NEWEST_PLAN}/${heading.item}`}>{numberedTitle(heading)}</a>
                  </span>
                ))}
              </span>
              {line.own?.note == null ? null : <span class="dads-sheet__small">注記：{line.own.note}</span>}
            </th>
            <td class="dads-sheet__own" data-label="この団体">
              <Own line={line} />
            </td>
            <td class="dads-sheet__place" data-label={`${lineClassTitle(line)}の中で`}>
              <Place line={line} named={common === undefined} />
            </td>
            <td data-label={props.areaTitle}>
              <Area line={line} figure={line.inPrefecture} />
            </td>
            <td data-label="全国計">
              <Area line={line} figure={line.inNation} />
            </td>
            <td data-label="基準日・出典">
              <div>
                <time dateTime={line.on}>{line.on}</time>
                <span class="dads-sheet__small">{sourceTitle(props.series, line.own)}</span>
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function sourceTitle(series: readonly StoredSeries[], own: OwnValue | null): string {
  return series.find((one) => one.series === own?.series)?.title ?? '';
}

function Own(props: { line: SheetLine }) {
  const { definition, own, part, on, newer } = props.line;
  const state = own === null ? undefined : STATES[own.state];
  return (
    <div>
      <BodyCell definition={definition} part={part} on={on} body={own ?? undefined} withUnit />
      {state === undefined || state === '確定' ? null : <StateLabel state={state} />}
      {own?.base_on == null || definition.denominator === undefined ? null : (
        <span class="dads-sheet__small">分母は{own.base_on}の人口</span>
      )}
      {newer === null ? null : <span class="dads-sheet__small">{newer}の値は登録なし</span>}
    </div>
  );
}

function Area(props: { line: SheetLine; figure: SheetLine['inNation'] }) {
  // Answers of several kinds have no one value; how many chose what stands on the indicator's page.
  if (props.line.definition.valueKind === 'choice')
    return <span class="dads-sheet__small">選択肢ごとに集計</span>;
  const word = operatorWord(props.line.definition);
  return (
    <div class="dads-sheet__area">
      <FigureCell definition={props.line.definition} figure={props.figure} />
      {word === null || props.figure.value === null ? null : <span class="dads-sheet__small">{word}</span>}
    </div>
  );
}

/** Yes/no: the share of the class that does it. Otherwise: how the class is spread, its median, and the body in it. */
function Place(props: { line: SheetLine; named: boolean }) {
  const { line } = props;
  const { definition, inClass } = line;
  const title = lineClassTitle(line);
  const head = props.named ? title : '';
  if (definition.valueKind === 'choice') return <SameChoice line={line} title={title} />;
  if (definition.valueKind === 'yes-no') {
    if (inClass.value === null) return <span class="dads-missing">{title}の値は登録なし</span>;
    return (
      <div>
        <PlaceShare percent={Number(inClass.value)} />
        <span class="dads-sheet__small">
          {head === '' ? '' : `${head}の`}
          <a href={provenanceHref(inClass)}>{formatWithUnit(inClass.value, inClass.unit)}</a>
          {`が実施（${formatShare(inClass.numerator ?? '', inClass.denominator ?? '')}）`}
        </span>
        {inClass.partial ? <PartialLabel /> : null}
      </div>
    );
  }
  const spread = spreadOf(line);
  if (spread === null) return <span class="dads-missing">{title}の値は登録なし</span>;
  const words = `${title}${formatNumber(line.values.length)}団体の中央値${formatWithUnit(spread.median.text, spread.unit)}`;
  return (
    <div>
      <PlaceStrip
        title={`${words}。${spread.ownText === null ? 'この団体の値はありません' : `この団体は${formatWithUnit(spread.ownText, spread.unit)}`}`}
        values={spread.values}
        min={spread.min}
        max={spread.max}
        own={spread.own}
        median={spread.median.value}
      />
      <span class="dads-sheet__small">
        {head}
        {formatNumber(line.values.length)}団体の中央値{' '}
        <a href={provenanceHref(inClass)}>{formatWithUnit(spread.median.text, spread.unit)}</a>
      </span>
    </div>
  );
}

/** How many of the class chose what this body chose: a choice is no achievement and has no median. */
function SameChoice(props: { line: SheetLine; title: string }) {
  const own = props.line.own?.shown ?? null;
  const { values } = props.line;
  if (values.length === 0) return <span class="dads-missing">{props.title}の値は登録なし</span>;
  if (own === null) return <span class="dads-sheet__small">{formatNumber(values.length)}団体が回答</span>;
  const same = values.filter((body) => compare(body.shown, own) === 0).length;
  return (
    <div>
      <PlaceShare percent={(same * 100) / values.length} />
      <span class="dads-sheet__small">同じ回答は{formatShare(same, values.length)}</span>
    </div>
  );
}

function spreadOf(line: SheetLine) {
  const { definition } = line;
  const middle = median(line.values.map((body) => body.shown));
  if (middle === null) return null;
  const values = line.values.map((body) => forDrawing(body.shown));
  const own = line.own?.shown ?? null;
  const unit = ownUnit(definition);
  const drawn = own === null ? null : forDrawing(own);
  const all = drawn === null ? values : [...values, drawn];
  const decimals =
    definition.valueKind === 'share' || definition.denominator !== undefined
      ? definition.decimals
      : Math.max(definition.scale, 0);
  return {
    values,
    unit,
    own: drawn,
    ownText: ownText(definition, own),
    min: unit === '%' ? 0 : Math.min(0, ...all),
    max: unit === '%' ? Math.max(100, ...all) : Math.max(1, ...all),
    median: { value: forDrawing(middle), text: round(middle, decimals) },
  };
}

/** The same strip at full size and all known dates, folded: for whoever wants to look closer. */
export function LineDetails(props: { line: SheetLine; name: string }) {
  const { line, name } = props;
  const { definition } = line;
  const spread =
    definition.valueKind === 'yes-no' || definition.valueKind === 'choice' ? null : spreadOf(line);
  const several = new Set(line.history.map((row) => row.period_end)).size > 1;
  if (spread === null && !several) return null;
  return (
    <Disclosure
      summary={`${definition.title}：${spread === null ? '' : '同じ区分の中での位置'}${spread !== null && several ? 'と' : ''}${several ? 'これまでの値' : ''}`}
    >
      {spread === null ? null : (
        <Strip
          title={`${definition.title}：${lineClassTitle(line)}の中での位置（${line.on}）`}
          classTitle={`${lineClassTitle(line)}（値のある${formatNumber(line.values.length)}団体）`}
          unit={spread.unit}
          min={spread.min}
          max={spread.max}
          dots={dotsOf(line, name)}
          marked={line.own?.body_code}
          median={spread.median}
        />
      )}
      {several ? <Trend line={line} name={name} /> : null}
    </Disclosure>
  );
}

function dotsOf(line: SheetLine, name: string) {
  return line.values.map((body) => {
    const own = body.bodyCode === line.own?.body_code;
    return {
      code: body.bodyCode,
      title: own ? name : body.bodyCode,
      // As printed: the strip's table says its ends.
      value: Number(ownText(line.definition, body.shown)),
      ...(own ? { text: ownText(line.definition, body.shown) ?? '' } : {}),
    };
  });
}

function Trend(props: { line: SheetLine; name: string }) {
  const { definition, history } = props.line;
  const yesNo = definition.valueKind === 'yes-no';
  const bases = history.filter(
    (row, index) => index > 0 && row.base_on !== null && row.base_on !== history[index - 1]?.base_on,
  );
  return (
    <Series
      title={`${definition.title}：${props.name}のこれまでの値`}
      unit={yesNo ? '実施は1' : ownUnit(definition)}
      series={[
        {
          title: props.name,
          points: history.map((row) => ({
            on: row.period_end,
            value:
              row.shown === null
                ? null
                : yesNo
                  ? String(row.shown.numerator)
                  : ownText(definition, row.shown),
            ...(row.shown === null && row.value === null ? { missing: missingOf(row) } : {}),
            basis: 'computed' as const,
            ...(row.formerName === null ? {} : { note: `${row.formerName}として` }),
          })),
        },
      ]}
      breaks={definition.breaks ?? []}
      baseChanges={bases.map((row) => ({ on: row.period_end, title: `${row.base_on}の人口で割ります。` }))}
      {...(ownUnit(definition) === '%' ? { min: 0, max: topOf(history) } : {})}
    />
  );
}

/** Cards issued can be more than inhabitants. */
function topOf(history: readonly OwnValue[]): number {
  return Math.max(100, ...history.flatMap((row) => (row.shown === null ? [] : [forDrawing(row.shown)])));
}
