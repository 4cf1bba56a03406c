import type { Context } from 'hono';
import { isOperator } from '../../../platform/operator/session.ts';
import { Page, renderPage } from '../../../ui/page.tsx';

/** Why there is no page of a body under an address. */
export type MissingBody =
  | { readonly kind: 'unknown'; readonly code: string; readonly prefecture: string | null }
  | { readonly kind: 'wrong-check-digit'; readonly code: string; readonly expected: string | null }
  | {
      readonly kind: 'ward';
      readonly code: string;
      readonly name: string;
      readonly city: string;
      readonly cityName: string;
    }
  | { readonly kind: 'northern-village'; readonly code: string; readonly name: string };

const TITLES: Readonly<Record<MissingBody['kind'], string>> = {
  unknown: 'この団体コードは台帳にありません',
  'wrong-check-digit': '団体コードの検査数字が合いません',
  ward: '行政区は団体ではありません',
  'northern-village': 'この村の行政機関は置かれていません',
};

/** 404 that says why in plain words and offers the search. */
export function missingBodyPage(c: Context, missing: MissingBody): Response | Promise<Response> {
  const title = TITLES[missing.kind];
  c.header('Cache-Control', 'no-store');
  return c.html(
    renderPage(
      <Page title={title} breadcrumb={[{ title: '全国', href: '/' }, { title }]} operator={isOperator(c)}>
        <Why missing={missing} />
        <form action="/search" method="get" class="dads-search">
          <label class="dads-hidden" for="body-search">
            団体を探す（名称・かな・団体コード・旧名称）
          </label>
          <input
            class="dads-search__input"
            id="body-search"
            type="search"
            name="q"
            placeholder="団体を探す"
          />
          <button class="dads-search__button" type="submit">
            検索
          </button>
        </form>
        <p>
          <a href="/">全国のページから都道府県を選ぶ</a>
        </p>
      </Page>,
    ),
    404,
  );
}

function Why(props: { missing: MissingBody }) {
  const { missing } = props;
  if (missing.kind === 'ward') {
    return (
      <p>
        「{missing.code}」は、{missing.cityName}
        {missing.name}のコードです。行政区は指定都市の内部の区分です。
        <a href={`/bodies/${missing.city}`}>{missing.cityName}の団体別シートを見る</a>
      </p>
    );
  }
  if (missing.kind === 'northern-village') {
    return (
      <p>
        「{missing.code}」は{missing.name}
        のコードです。コードの一覧にはありますが、値を集める団体ではありません。
      </p>
    );
  }
  if (missing.kind === 'wrong-check-digit') {
    return (
      <p>
        「{missing.code}」の6桁目は検査数字です。5桁目までと合いません。
        {missing.expected === null ? (
          '番号を確かめてください。'
        ) : (
          <a href={`/bodies/${missing.expected}`}>{missing.expected}の団体を見る</a>
        )}
      </p>
    );
  }
  return (
    <>
      <p>「{missing.code}」という団体コードは見つかりません。番号を確かめるか、名称で探してください。</p>
      {missing.prefecture === null ? null : (
        <p>
          <a href={`/search?q=${missing.code.slice(0, 2)}`}>同じ都道府県の番号で探す</a>
        </p>
      )}
    </>
  );
}
