import type { VNode } from 'preact';
import { Button } from '../../src/ui/button.tsx';
import { binsOf, Distribution } from '../../src/ui/chart/distribution.tsx';
import { Series } from '../../src/ui/chart/series.tsx';
import { ShareBars } from '../../src/ui/chart/share-bars.tsx';
import { Sparkbar } from '../../src/ui/chart/sparkbar.tsx';
import { Strip } from '../../src/ui/chart/strip.tsx';
import { DescriptionList } from '../../src/ui/description-list.tsx';
import { Disclosure } from '../../src/ui/disclosure.tsx';
import { FigureText } from '../../src/ui/figure-text.tsx';
import {
  Checkbox,
  ErrorSummary,
  FileField,
  HiddenFields,
  RadioGroup,
  SelectField,
  TextField,
} from '../../src/ui/form.tsx';
import { KeyFigure } from '../../src/ui/key-figure.tsx';
import { KindLabel, PartialLabel, ReasonLabel, StateLabel } from '../../src/ui/label.tsx';
import { Notice } from '../../src/ui/notice.tsx';
import { Page } from '../../src/ui/page.tsx';
import { Pagination } from '../../src/ui/pagination.tsx';
import { Progress } from '../../src/ui/progress.tsx';
import { Steps } from '../../src/ui/steps.tsx';
import { DataTable } from '../../src/ui/table.tsx';

/** Figures of 2021-04-01 are those of the ministry's table; bodies are made up and say so in their names. */
const SOURCE = {
  title: '自治体DX・情報化推進概要',
  publisher: '総務省',
  licence: '公共データ利用規約（第1.0版）',
  attribution: '出典：総務省「自治体DX・情報化推進概要」（令和3年4月1日時点）',
  asOf: '令和3年4月1日時点',
};

interface Municipality {
  readonly code: string;
  readonly title: string;
  readonly kind: string;
  readonly population: string;
  readonly value: string | null;
}

const MUNICIPALITIES: readonly Municipality[] = [
  { code: '1', title: '見本市', kind: '指定都市', population: '1234567', value: '100.0' },
  { code: '2', title: '例示郡手本町', kind: '町', population: '12345', value: '84.6' },
  { code: '3', title: '見本村', kind: '村', population: '987', value: '0.0' },
  { code: '4', title: '仮名の長い名前を持つ見本市', kind: '市', population: '56789', value: null },
];

function tableOf(caption: string, rows: readonly Municipality[]) {
  return (
    <DataTable
      caption={caption}
      wide
      stickyFirst
      columns={[
        { id: 'title', title: '団体名', sortable: true, cell: (row) => <a href="#main">{row.title}</a> },
        { id: 'kind', title: '団体区分', cell: (row) => <KindLabel>{row.kind}</KindLabel> },
        {
          id: 'population',
          title: '人口',
          unit: '人',
          align: 'number',
          sortable: true,
          cell: (row) => <FigureText value={row.population} />,
        },
        {
          id: 'value',
          title: '26手続のオンライン化',
          unit: '%',
          align: 'number',
          sortable: true,
          cell: (row) => <FigureText value={row.value} missing="not-answered" />,
        },
        { id: 'state', title: '公表の状態', cell: () => <StateLabel state="final" /> },
      ]}
      rows={rows}
      rowKey={(row) => row.code}
      rowHeader="title"
      sort={{ column: 'value', direction: 'descending', href: (column) => `?sort=${column}` }}
      empty="条件に合う団体はありません。条件を減らしてください。"
    />
  );
}

export function componentsPage(): VNode {
  return (
    <Page
      title="部品の見本を一つのページで確かめます"
      documentTitle="部品の見本"
      breadcrumb={[{ title: '全国', href: '/' }, { title: '見本県', href: '/' }, { title: '部品の見本' }]}
      asOf="令和3年4月1日（2021年）時点"
      coverage="1,741団体中1,741団体が回答"
      lead={<p>表、通知、書式、数値の部品です。団体名と団体ごとの値は見本です。</p>}
      sources={[SOURCE]}
      downloads={[
        { title: 'この表をCSVで取得', href: '/table.csv' },
        { title: 'この表をJSONで取得', href: '/table.json' },
      ]}
      current="data"
    >
      <section class="dads-section">
        <h2>数値</h2>
        <div class="dads-grid">
          <KeyFigure
            title="全体方針の策定"
            value="12.6"
            unit="%"
            numerator={219}
            denominator={1741}
            asOf="2021-04-01"
            coverage="1,741団体中1,741団体が回答"
            href="/figure"
          />
          <KeyFigure
            title="DX推進専任部署の設置（見本）"
            value="84.0"
            unit="%"
            numerator={341}
            denominator={406}
            asOf="2021-04-01"
            coverage="1,741団体中406団体が回答・登録なし1,335"
            partial
            state="速報"
            href="/figure"
          />
          <KeyFigure title="値がないとき（見本）" value={null} unit="%" missing="not-asked" href="/figure" />
        </div>
      </section>
      <section class="dads-section">
        <h2>通知と表示</h2>
        <Notice kind="info" title="次の公表は未定です">
          <p>公表されると、このページに加わります。</p>
        </Notice>
        <Notice kind="success" title="取込が終わりました" live>
          <p>406団体の値を登録しました。</p>
        </Notice>
        <Notice kind="warning" title="この数値は一部の団体だけの集計です" />
        <Notice kind="error" title="取り込めませんでした">
          <p>3行目の団体コードの検査数字が合いません。何も登録していません。</p>
        </Notice>
        <p class="dads-row">
          <StateLabel state="unpublished" />
          <StateLabel state="provisional" />
          <StateLabel state="final" />
          <ReasonLabel reason="not-asked" />
          <ReasonLabel reason="no-record" />
          <KindLabel>特別区</KindLabel>
          <PartialLabel />
        </p>
        <DescriptionList
          items={[
            { term: '団体コード', detail: '999999（見本）' },
            { term: '人口', detail: '12,345人（令和7年1月1日（2025年）時点）' },
            { term: '旧名称', detail: <ReasonLabel reason="not-applicable" /> },
          ]}
        />
      </section>
      <section class="dads-section">
        <h2>表</h2>
        {tableOf('団体ごとの値（見本）', MUNICIPALITIES)}
        <Pagination page={5} pages={36} href={(page) => `?page=${page}`} />
        {tableOf('条件を付けたときの値（見本）', [])}
        <Disclosure summary="算出の方法">
          <p>策定した団体数を、全団体数で割ります。</p>
        </Disclosure>
      </section>
      <section class="dads-section">
        <h2>手順と進み具合</h2>
        <Steps label="取込の手順" steps={['ファイルを選ぶ', '内容を確かめる', '結果を見る']} current={2} />
        <Progress label="取込の進み具合" done={870} total={1741} unit="団体" />
        <Progress label="照合" done={12} total={null} />
      </section>
    </Page>
  );
}

export function formPage(): VNode {
  return (
    <Page
      title="ファイルを選んで取り込みます"
      breadcrumb={[{ title: '全国', href: '/' }, { title: '取込' }]}
      current="imports"
      operator
    >
      <ErrorSummary
        errors={[
          { field: 'file', message: 'ファイルを選んでください' },
          { field: 'asOf', message: '基準日を「令和5年4月1日」のように入力してください' },
        ]}
      />
      <form action="/imports" method="post">
        <HiddenFields csrf="token" values={{ step: '1' }} />
        <FileField
          name="file"
          label="取り込むファイル"
          hint="CSVまたはExcelブック（.xlsx）。複数を選べます。"
          error="ファイルを選んでください"
          accept=".csv,.xlsx"
          multiple
          required
        />
        <TextField
          name="asOf"
          label="基準日"
          hint="ファイルに日付がないときに入力します。"
          value="令和5年13月"
          error="基準日を「令和5年4月1日」のように入力してください"
          size="short"
        />
        <SelectField
          name="indicator"
          label="指標"
          value="cio"
          options={[
            { value: 'overall-policy', title: '全体方針の策定', group: '体制' },
            { value: 'cio', title: 'CIOの任命', group: '体制' },
            { value: 'procedures-26', title: '26手続のオンライン化', group: '手続' },
          ]}
        />
        <RadioGroup
          name="decision"
          label="「伊達市」はどちらの団体ですか"
          value="hokkaido"
          options={[
            { value: 'hokkaido', title: '北海道 伊達市', hint: '団体コード 012335' },
            { value: 'fukushima', title: '福島県 伊達市', hint: '団体コード 072133' },
          ]}
          required
        />
        <Checkbox name="confirm" label="変更の内容を確かめました" checked />
        <p class="dads-row">
          <Button>内容を確かめる</Button>
          <Button kind="secondary" href="/imports">
            取込の一覧へ戻る
          </Button>
          <Button kind="text" href="/data">
            データの一覧を見る
          </Button>
        </p>
      </form>
    </Page>
  );
}

/** A spread of values that looks like one, always the same. */
export function spread(count: number): number[] {
  let seed = 20210401;
  return Array.from({ length: count }, () => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    const first = seed / 2147483648;
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.round(((first + seed / 2147483648) / 2) ** 0.7 * 1000) / 10;
  });
}

export function chartsPage(): VNode {
  const values = spread(1733);
  return (
    <Page
      title="図の見本を一つのページで確かめます"
      breadcrumb={[{ title: '全国', href: '/' }, { title: '図の見本' }]}
      current="indicators"
      sources={[SOURCE]}
    >
      <ShareBars
        title="団体区分別：全体方針を策定した団体の割合（令和3年4月1日）"
        description="特別区で52.2 %、村で2.2 %と差があります。"
        unit="%"
        rows={[
          { title: '特別区', value: '52.2', numerator: 12, denominator: 23 },
          { title: '市', value: '21.1', numerator: 167, denominator: 792 },
          { title: '町', value: '4.8', numerator: 36, denominator: 743 },
          { title: '村', value: '2.2', numerator: 4, denominator: 183 },
          { title: '職員規模別（見本）', value: null, missing: 'no-record' },
          { title: '市区町村計', value: '12.6', numerator: 219, denominator: 1741, total: true },
        ]}
      />
      <Distribution
        title="団体の分布（見本）"
        description="多くの団体が60 %前後にあります。"
        unit="%"
        bins={binsOf(values, 0, 100, 10)}
        missing={[
          { title: '未回答', count: 120 },
          { title: '調査無し', count: 8, step: 'not-asked' },
        ]}
        marks={[
          { title: '中央値', value: 61.4 },
          { title: '平均', value: 59.8 },
        ]}
      />
      <Series
        title="マイナンバーカードの交付枚数率（加賀市と全国、見本の途中点を含む）"
        unit="%"
        max={100}
        series={[
          {
            title: '加賀市',
            points: [
              { on: '2020-06-01', value: '14.2', basis: 'computed' },
              { on: '2020-12-01', value: null, missing: 'no-record', basis: 'computed' },
              { on: '2021-04-01', value: '52.0', basis: 'computed', note: '見本' },
              { on: '2021-10-01', value: '70.0', basis: 'computed' },
              { on: '2022-05-01', value: '74.1', basis: 'published', note: '見本' },
            ],
          },
          {
            title: '全国',
            points: [
              { on: '2020-06-01', value: '16.8', basis: 'published' },
              { on: '2021-10-01', value: '38.4', basis: 'published' },
            ],
          },
        ]}
        breaks={[{ on: '2022-01-01', reason: '枚数の数え方が変わりました（見本）。' }]}
        baseChanges={[{ on: '2021-09-01', title: '令和3年1月1日の人口になります（見本）。' }]}
      />
      <Strip
        title="町のなかでの位置（見本）"
        unit="%"
        min={0}
        max={100}
        classTitle="町（743団体）"
        dots={spread(743).map((value, index) => ({ code: String(index), title: `見本町${index}`, value }))}
        marked="7"
        median={{ value: 61.5, text: '61.5' }}
      />
      <p>
        分布を一語の大きさで示します：
        <Sparkbar title="分布：0 %台5団体、50 %台9団体、100 %8団体" counts={[5, 0, 2, 3, 9, 7, 4, 1, 8]} />
      </p>
    </Page>
  );
}
