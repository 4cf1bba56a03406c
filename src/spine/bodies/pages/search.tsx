import { Hono } from 'hono';
import type { Deps } from '../../../platform/deps.ts';
import { isOperator } from '../../../platform/operator/session.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Page, renderPage } from '../../../ui/page.tsx';
import { DataTable } from '../../../ui/table.tsx';
import { SEARCH_LIMIT, type SearchHit, type SearchOutcome, searchBodies } from '../queries/search.ts';
import { KIND_TITLES } from '../rules/titles.ts';

/** `/search?q=`: the bodies found; the only one found is shown at once. */
export function searchPages(deps: Deps): Hono {
  const app = new Hono();
  app.get('/search', async (c) => {
    const query = (c.req.query('q') ?? '').trim().slice(0, 100);
    const found = await searchBodies(deps.db, query);
    const [only] = found.hits;
    if (found.total === 1 && only !== undefined) return c.redirect(`/bodies/${only.bodyCode}`, 303);
    return c.html(renderPage(<SearchPage query={query} found={found} operator={isOperator(c)} />));
  });
  return app;
}

function SearchPage(props: { query: string; found: SearchOutcome; operator: boolean }) {
  const { query, found } = props;
  return (
    <Page
      title={titleOf(query, found.total)}
      documentTitle="団体の検索"
      breadcrumb={[{ title: '全国', href: '/' }, { title: '団体の検索' }]}
      operator={props.operator}
      query={query}
    >
      {found.hits.length > 0 ? <Hits found={found} /> : <NothingFound asked={query !== ''} />}
    </Page>
  );
}

function titleOf(query: string, total: number): string {
  if (query === '') return '団体を探す';
  return total === 0 ? `「${query}」に当たる団体はありません` : `「${query}」に当たる団体は${total}団体です`;
}

function Hits(props: { found: SearchOutcome }) {
  const { hits, total } = props.found;
  return (
    <>
      {total > SEARCH_LIMIT ? (
        <Notice kind="info" title={`はじめの${SEARCH_LIMIT}団体を示しています`}>
          <p>都道府県名を前に付けると絞り込めます（例：福岡県那珂川）。</p>
        </Notice>
      ) : null}
      <DataTable
        caption="名称の一致するものから、団体コード順に示します。"
        columns={[
          { id: 'name', title: '団体', cell: (hit) => <a href={`/bodies/${hit.bodyCode}`}>{hit.name}</a> },
          { id: 'kana', title: '読み', cell: (hit) => hit.kana },
          { id: 'prefecture', title: '都道府県', cell: (hit) => hit.prefectureName },
          { id: 'kind', title: '区分', cell: (hit) => KIND_TITLES[hit.kind] },
          { id: 'code', title: '団体コード', cell: (hit) => hit.bodyCode },
          { id: 'why', title: '一致したところ', cell: whyText },
        ]}
        rows={hits}
        rowKey={(hit) => hit.bodyCode}
        rowHeader="name"
        wide
      />
    </>
  );
}

const WHY = {
  name: () => '名称',
  reading: (text: string) => `読み（${text}）`,
  code: () => '団体コード',
  former: (text: string) => `以前の名称・コード（${text}）`,
  merged: (text: string) => `合併した団体（${text}）`,
  alias: (text: string) => `別の書き方（${text}）`,
} as const satisfies Record<SearchHit['matchedBy'], (text: string) => string>;

function whyText(hit: SearchHit): string {
  return WHY[hit.matchedBy](hit.matchedText);
}

function NothingFound(props: { asked: boolean }) {
  return (
    <>
      <p>
        {props.asked
          ? '名称の一部、読み、団体コード、以前の名称のどれかで、もう一度お試しください。'
          : '上の欄に、名称、読み、団体コード、以前の名称のどれかを入れてください。'}
      </p>
      <p>指定都市の行政区は、市の名称で探してください。</p>
      <p>
        <a href="/">全国のページから都道府県を選ぶ</a>
      </p>
    </>
  );
}
