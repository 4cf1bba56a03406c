import { type Context, Hono } from 'hono';
import { isSample, NATION, SAMPLE_PREFECTURE } from '../../../core/body-code.ts';
import { dayInJapan } from '../../../core/known-on.ts';
import type { Deps } from '../../../platform/deps.ts';
import { areaTitle } from '../../../spine/bodies/rules/titles.ts';
import { ShareBars } from '../../../ui/chart/share-bars.tsx';
import { PartialLabel } from '../../../ui/label.tsx';
import { Page, renderPage } from '../../../ui/page.tsx';
import { DataTable } from '../../../ui/table.tsx';
import {
  type AreaLine,
  type BusinessLine,
  type PublicFigures,
  publicFigures,
} from '../actions/public-figures.ts';
import { RATES_SOURCE } from '../file-kinds/editions.ts';
import { monthText, monthTitle, parseMonth } from '../rules/month.ts';
import { DatesPage } from './dates-page.tsx';
import { percent, percentText } from './parts.tsx';

/** What everybody may read of the standardization: 確定 figures, and the dates of the law. */
export function publicPages(deps: Deps): Hono {
  const app = new Hono();
  app.get('/standardization', async (c) => c.html(await figuresPage(c, deps)));
  app.get('/standardization/dates', (c) =>
    c.html(renderPage(<DatesPage today={dayInJapan(deps.clock.now())} />)),
  );
  return app;
}

async function figuresPage(c: Context, deps: Deps): Promise<string> {
  const whole = c.req.query('area') === SAMPLE_PREFECTURE ? SAMPLE_PREFECTURE : NATION;
  const today = dayInJapan(deps.clock.now());
  const figures = await publicFigures(deps.db, whole, today, parseMonth(c.req.query('month') ?? ''));
  return renderPage(<FiguresPage figures={figures} sample={isSample(whole)} />);
}

const UNKNOWN = '対象外の内訳なし';
const count = (number: number) => number.toLocaleString('ja');

/** The heading says of how many bodies it speaks, unless it speaks of all. */
function headline(whole: AreaLine): string {
  const whose = whole.partial ? `${count(whole.bodies)}団体の` : '';
  return `${whose}標準化の完了率は${percentText(whole.completed)}です`;
}

/** A rate, marked where bodies are missing behind it. */
function Rate({ line }: { line: AreaLine }) {
  return (
    <span class="dads-marked">
      {percentText(line.completed, 2)}
      {line.partial ? <PartialLabel /> : null}
    </span>
  );
}

function FiguresPage(props: { figures: PublicFigures | null; sample: boolean }) {
  const { figures, sample } = props;
  const where = sample ? '見本県内市町村計' : '全国計';
  return (
    <Page
      title={figures === null ? '標準化の進み具合' : headline(figures.whole)}
      breadcrumb={[{ title: '全国', href: '/' }, { title: '標準化' }]}
      sample={sample}
      asOf={figures === null ? undefined : `${monthTitle(figures.on)}末　確定`}
      coverage={
        figures === null
          ? undefined
          : `${where}　${count(figures.whole.expected)}団体中 ${count(figures.whole.bodies)}団体`
      }
      sources={[RATES_SOURCE]}
      wide
    >
      <p>
        完了率 =（完了済み＋対象外）÷ 40。団体は20業務の平均、地域は団体の単純平均です。
        <a href="/indicators/standardization">指標の定義と団体ごとの値</a>
      </p>
      {figures === null ? (
        <p>確定した値はまだありません。月の確定か、公表された表の取込みで表示されます。</p>
      ) : (
        <>
          <AreaTable figures={figures} where={where} sample={sample} />
          <p>
            率だけの表からは、対象外の内訳は分かりません。都道府県が実施することのある生活保護と児童扶養手当を除いた、18業務の平均を並べます。
          </p>
          <Businesses lines={figures.businesses} whole={figures.whole} where={where} />
          <h2>ほかの月</h2>
          <ul class="dads-list">
            {figures.days.map((day) => (
              <li key={day}>
                <a
                  href={`/standardization?month=${monthText(day)}${sample ? `&area=${SAMPLE_PREFECTURE}` : ''}`}
                >
                  {monthTitle(day)}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      <p>
        <a href="/standardization/dates">標準化の期限と日程</a>
      </p>
    </Page>
  );
}

function AreaTable(props: { figures: PublicFigures; where: string; sample: boolean }) {
  const { figures } = props;
  return (
    <DataTable
      caption="都道府県ごとの完了率（市区町村の単純平均）"
      wide
      columns={[
        { id: 'name', title: '地域', cell: (line: AreaLine) => line.name },
        {
          id: 'bodies',
          title: '団体数',
          unit: '団体',
          align: 'number',
          cell: (line) =>
            line.partial ? `${count(line.expected)}団体中 ${count(line.bodies)}` : count(line.bodies),
        },
        { id: 'rate', title: '完了率', align: 'number', cell: (line) => <Rate line={line} /> },
        {
          id: 'without',
          title: '対象外を除く',
          align: 'number',
          cell: (line) => (line.withoutExcluded === null ? UNKNOWN : percentText(line.withoutExcluded, 2)),
        },
        {
          id: 'others',
          title: 'ほかの18業務の平均',
          align: 'number',
          cell: (line) => percentText(line.otherEighteen, 2),
        },
        {
          id: 'extended',
          title: '特定移行支援システムのある団体',
          unit: '団体',
          align: 'number',
          cell: (line) => line.extended ?? '資料なし',
        },
      ]}
      rows={[
        { ...figures.whole, name: props.where },
        // 見本県 is a whole of its own: its one prefecture would say the same again.
        ...(props.sample ? [] : figures.prefectures).map((line) => ({ ...line, name: areaTitle(line.name) })),
      ]}
      rowKey={(line) => line.area + line.name}
      rowHeader="name"
    />
  );
}

/** The businesses beside each other, drawn, with their table. */
function Businesses(props: { lines: readonly BusinessLine[]; whole: AreaLine; where: string }) {
  const { lines, whole } = props;
  const behind = whole.partial ? `。一部集計：${count(whole.expected)}団体中 ${count(whole.bodies)}団体` : '';
  const title = `業務ごとの完了率（${props.where}${behind}）`;
  return (
    <ShareBars
      title={title}
      unit="%"
      rows={lines.map((line) => ({
        title: line.title,
        value: line.completed === null ? null : percent(line.completed),
      }))}
      table={<BusinessTable lines={lines} title={title} />}
    />
  );
}

function BusinessTable(props: { lines: readonly BusinessLine[]; title: string }) {
  return (
    <DataTable
      caption={props.title}
      captionHidden
      columns={[
        { id: 'title', title: '業務', cell: (line: BusinessLine) => line.title },
        { id: 'rate', title: '完了率', align: 'number', cell: (line) => percentText(line.completed, 2) },
        {
          id: 'without',
          title: '対象外を除く',
          align: 'number',
          cell: (line) => (line.withoutExcluded === null ? UNKNOWN : percentText(line.withoutExcluded, 2)),
        },
      ]}
      rows={props.lines}
      rowKey={(line) => line.id}
      rowHeader="title"
    />
  );
}
