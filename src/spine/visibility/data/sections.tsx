import { formatDay } from '../../../core/calendar.ts';
import { DescriptionList } from '../../../ui/description-list.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { DataTable } from '../../../ui/table.tsx';
import type { DataPage } from './load.ts';

export function Importable(props: { page: DataPage }) {
  return (
    <DataTable
      caption="取り込める資料と利用条件"
      columns={[
        { id: 'title', title: '資料の種類', cell: (row) => row.title },
        { id: 'source', title: '資料名', cell: (row) => row.sourceTitle },
        { id: 'publisher', title: '公表元', cell: (row) => row.publisher },
        { id: 'licence', title: '利用条件', cell: (row) => row.licence },
        { id: 'attribution', title: '出典の表示', cell: (row) => row.attribution },
      ]}
      rows={props.page.importable}
      rowKey={(row) => `${row.title} ${row.sourceTitle}`}
      rowHeader="title"
      wide
    />
  );
}

/** Of a series of months only the first is named. */
function asOfTexts(texts: readonly string[]): string {
  return texts.length <= 3 ? texts.join('、') : `${texts[0]}ほか、全${texts.length}時点`;
}

export function Documents(props: { page: DataPage }) {
  const { printed, plan } = props.page;
  return (
    <>
      <DataTable
        caption="印刷された集計値の資料"
        columns={[
          {
            id: 'indicator',
            title: '指標',
            cell: (row) => <a href={`/indicators/${row.id}`}>{row.title}</a>,
          },
          { id: 'asOf', title: '資料に書かれた時点', cell: (row) => asOfTexts(row.asOf) },
          { id: 'documents', title: '資料', cell: (row) => row.documents.join('、') },
        ]}
        rows={printed}
        rowKey={(row) => row.id}
        rowHeader="indicator"
        wide
        empty="印刷された集計値は登録されていません。"
      />
      <DataTable
        caption="計画の内容の資料"
        columns={[
          { id: 'title', title: '資料', cell: (row) => row.title },
          { id: 'publisher', title: '公表元', cell: (row) => row.publisher ?? '記載なし' },
          { id: 'on', title: '日付', cell: (row) => row.on ?? '記載なし' },
          { id: 'note', title: '補足', cell: (row) => row.note },
        ]}
        rows={plan}
        rowKey={(row) => row.id}
        rowHeader="title"
        wide
        empty="計画の資料は登録されていません。"
      />
    </>
  );
}

export function Register(props: { page: DataPage }) {
  const { from, sources } = props.page.register;
  return (
    <>
      <p>
        団体の台帳は{formatDay(from)}から収録しています。それより前の日は収録対象外です。
        <a href="/api/v1/bodies?format=csv">団体の台帳（CSV）</a>
      </p>
      <ul class="dads-list">
        {sources.map((source) => (
          <li key={source}>{source}</li>
        ))}
      </ul>
    </>
  );
}

export function Materials(props: { page: DataPage }) {
  const { assets } = props.page;
  return (
    <DescriptionList
      items={[
        {
          term: '都道府県の形',
          detail: (
            <>
              MapSVG、Victor Cazanave（@svg-maps/japan、
              <a href="https://creativecommons.org/licenses/by/4.0/deed.ja">CC BY 4.0</a>）を加工して作成
            </>
          ),
        },
        {
          term: '市区町村の形',
          detail:
            assets.length === 0
              ? '取り込まれていません。市区町村は同じ大きさの升目で表しています。'
              : assets.map((asset) => `${asset.title}：${asset.attribution}`).join('、'),
        },
        {
          term: '書体',
          detail: (
            <>
              Noto Sans JP（<a href="https://openfontlicense.org">SIL Open Font License 1.1</a>）
            </>
          ),
        },
        { term: '画面の部品', detail: 'デジタル庁デザインシステムのデザイントークン（MIT License）' },
      ]}
    />
  );
}

const EXAMPLES = [
  {
    title: '団体ごとの値（CSV、日本語の見出し）',
    path: '/api/v1/observations?indicator=overall-policy&format=csv&header=ja',
  },
  {
    title: '団体ごとの値（Excel）',
    path: '/api/v1/observations?indicator=overall-policy&format=xlsx&header=ja',
  },
  { title: 'ある団体のすべての値', path: '/api/v1/observations?body=012025' },
  { title: '都道府県ごとの集計', path: '/api/v1/rollups?indicator=overall-policy&area=prefectures' },
  { title: '資料に印刷された集計値（全国・区分別）', path: '/api/v1/published' },
  { title: '指標の一覧', path: '/api/v1/indicators' },
  { title: '団体の一覧（町）', path: '/api/v1/bodies?kind=town' },
  { title: '訂正の記録', path: '/api/v1/corrections' },
  { title: '保有する資料の版', path: '/api/v1/editions' },
];

export function Api() {
  return (
    <>
      <p>すべての値は、登録なしで機械から読み取れます。画面の値と同じものです。</p>
      <ul class="dads-list">
        <li>
          <a href="/api/openapi.json">APIの仕様（OpenAPI 3.1）</a>
        </li>
        <li>
          <a href="/api/catalog.jsonld">データカタログ（DCAT、JSON-LD）</a>
        </li>
      </ul>
      <DataTable
        caption="アドレスの例"
        columns={[
          { id: 'title', title: '内容', cell: (row) => row.title },
          { id: 'path', title: 'アドレス', cell: (row) => <a href={row.path}>{row.path}</a> },
        ]}
        rows={EXAMPLES}
        rowKey={(row) => row.path}
        rowHeader="title"
        wide
      />
      <h3>読み方</h3>
      <ul class="dads-list">
        <li>値は正確な十進の文字列です。分子と分母も同じ形で付いています。</li>
        <li>値がないときは null です。0ではありません。理由は reason にあります。</li>
        <li>登録のない団体は、団体ごとの値に行がありません。集計では noRecord に数えます。</li>
        <li>asOf は基準日です。省くと最も新しい日の値になります。</li>
        <li>knownOn を付けると、その日までに登録された内容で答えます。</li>
        <li>JSON は100件ずつです。limit は1000件までです。</li>
        <li>続きは、応答の nextCursor を cursor に指定して読みます。</li>
        <li>形式は format=json、csv、xlsx で選びます。CSV は件数の上限がありません。</li>
        <li>CSV の見出し行は header=ja で日本語、header=both で2行になります。</li>
        <li>ETag を If-None-Match に指定すると、変わっていないときは本文を送りません。</li>
        <li>エラーは RFC 9457 の形式で、何をどう直すかを日本語で示します。</li>
      </ul>
    </>
  );
}

export function Spreadsheets() {
  return (
    <Notice
      kind="warning"
      title="CSV を表計算ソフトで直接開くと、団体コードの先頭の0が落ちます"
      headingLevel={3}
    >
      <p>
        団体コードは6桁の文字列です。「012025」は、直接開くと「12025」になります。
        先頭の0を保つには、Excel（.xlsx）形式を使ってください。 CSV
        を使うときは、団体コードの列を「文字列」として読み込んでください。
      </p>
      <p>
        CSV の文字コードは UTF-8（BOM付き）、改行は CRLF です。
        「=」「+」「-」「@」で始まる文字列には、数式として動かないように「'」を付けています。
      </p>
    </Notice>
  );
}

export function Terms() {
  return (
    <ul class="dads-list">
      <li>値の利用条件は、出典ごとに異なります。上の表の利用条件に従ってください。</li>
      <li>値を使うときは、表の「出典の表示」を付けてください。</li>
      <li>加工して使うときは、加工したことを書いてください。国が作成したかのように示してはいけません。</li>
      <li>値の基準日、分母、一部の団体だけの値かどうかを、あわせて示してください。</li>
      <li>値は訂正されることがあります。訂正は訂正の記録に残します。</li>
      <li>このプログラムは MIT License で公開しています。</li>
    </ul>
  );
}
