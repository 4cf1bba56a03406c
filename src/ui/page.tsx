import type { ComponentChildren, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { assets } from './assets.ts';
import { Icon } from './icon.tsx';
import { Patterns } from './patterns.tsx';
import { SeatBand } from './seat-band.tsx';
import { currentViewer } from './viewer.ts';

/** Where figures of a page come from, as their publisher wants to be named. */
export interface SourceNote {
  readonly title: string;
  readonly publisher: string;
  readonly licence: string;
  /** The words to print: 「出典：デジタル庁…を加工して作成」. */
  readonly attribution: string;
  readonly asOf?: string | undefined;
}

export type Section = 'nation' | 'indicators' | 'plan' | 'data' | 'imports';

export interface PageProps {
  /** The one h1: a sentence when it can be. */
  title: string;
  /** Of the browser's tab, when the sentence is too long for it. */
  documentTitle?: string;
  breadcrumb: readonly { title: string; href?: string }[];
  asOf?: string | undefined;
  coverage?: string | undefined;
  lead?: ComponentChildren;
  sources?: readonly SourceNote[];
  downloads?: readonly { title: string; href: string }[];
  current?: Section | undefined;
  operator?: boolean;
  /** The page is about 見本県, which does not exist: it says so, on paper too, and no search engine keeps it. */
  sample?: boolean | undefined;
  /** Its print leaves the office (情報公開): on paper the seat is a post, without the person's name. */
  forOutside?: boolean;
  refreshSeconds?: number | undefined;
  wide?: boolean;
  /** Keeps the words in the search field of the header. */
  query?: string | undefined;
  children?: ComponentChildren;
}

const NAVIGATION: readonly { id: Section; title: string; href: string }[] = [
  { id: 'nation', title: '全国', href: '/' },
  { id: 'indicators', title: '指標', href: '/indicators' },
  { id: 'plan', title: '計画', href: '/plan' },
  { id: 'data', title: 'データ', href: '/data' },
];

export function Page(props: PageProps) {
  const { css, js } = assets();
  return (
    <html lang="ja">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${props.documentTitle ?? props.title}｜しるべ`}</title>
        {props.refreshSeconds === undefined ? null : (
          <meta http-equiv="refresh" content={String(props.refreshSeconds)} />
        )}
        {props.sample === true ? <meta name="robots" content="noindex" /> : null}
        <link rel="stylesheet" href={css} />
        <link rel="icon" href="data:," />
        {js === undefined ? null : <script src={js} defer />}
      </head>
      <body class={props.forOutside === true ? 'dads-outside' : undefined}>
        <a class="dads-skip" href="#main">
          本文へ移動
        </a>
        <Patterns />
        <Header current={props.current} operator={props.operator === true} query={props.query} />
        <SeatBand />
        {props.sample === true ? <SampleBand /> : null}
        <Breadcrumb items={props.breadcrumb} />
        <main id="main" class={`dads-main${props.wide === true ? ' dads-main--wide' : ''}`} tabIndex={-1}>
          <header class="dads-heading">
            <h1>{props.title}</h1>
            {props.asOf === undefined && props.coverage === undefined ? null : (
              <p class="dads-heading__meta">
                {props.asOf === undefined ? null : <span>{props.asOf}</span>}
                {props.coverage === undefined ? null : <span>{props.coverage}</span>}
              </p>
            )}
            {props.lead === undefined ? null : <div class="dads-heading__lead">{props.lead}</div>}
          </header>
          {props.children}
        </main>
        <Footer sources={props.sources ?? []} downloads={props.downloads ?? []} />
      </body>
    </html>
  );
}

/** The whole document as text. */
export function renderPage(node: VNode): string {
  return `<!doctype html>${renderToString(node)}`;
}

function Header(props: { current: Section | undefined; operator: boolean; query: string | undefined }) {
  const entries = props.operator
    ? [...NAVIGATION, { id: 'imports' as const, title: '取込', href: '/imports' }]
    : NAVIGATION;
  return (
    <header class="dads-header">
      <div class="dads-header__inner">
        <a class="dads-header__brand" href="/">
          <span class="dads-header__name">しるべ</span>
          <span class="dads-header__tagline">自治体DX推進計画の現在地</span>
        </a>
        <search class="dads-header__search">
          <form class="dads-search" action="/search" method="get">
            <label class="dads-hidden" for="site-search">
              団体を探す（名称・かな・団体コード・旧名称）
            </label>
            <input
              class="dads-search__input"
              id="site-search"
              type="search"
              name="q"
              placeholder="団体を探す"
              value={props.query}
              autocomplete="off"
            />
            <button class="dads-search__button" type="submit">
              <Icon name="search" size={20} />
              検索
            </button>
          </form>
        </search>
        <nav class="dads-nav" aria-label="主なページ">
          <ul>
            {entries.map((entry) => (
              <li key={entry.id}>
                <a href={entry.href} aria-current={entry.id === props.current ? 'page' : undefined}>
                  {entry.title}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </header>
  );
}

/** Figures of bodies that do not exist are never seen without this sentence. */
function SampleBand() {
  return (
    <aside class="dads-sample" aria-label="見本県について">
      <p>
        <strong>見本県は実在しません。</strong>数値はすべて架空です。
      </p>
    </aside>
  );
}

function Breadcrumb(props: { items: readonly { title: string; href?: string }[] }) {
  if (props.items.length === 0) return null;
  const last = props.items.length - 1;
  return (
    <nav class="dads-breadcrumb" aria-label="現在位置">
      <ol>
        {props.items.map((item, index) => (
          <li key={`${index}-${item.title}`}>
            {item.href === undefined || index === last ? (
              <span aria-current={index === last ? 'page' : undefined}>{item.title}</span>
            ) : (
              <a href={item.href}>{item.title}</a>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** On the public side: as of when it stands. On paper too. */
function Standing() {
  const viewer = currentViewer();
  return viewer?.kind === 'public' ? <p>{viewer.standing}</p> : null;
}

function Footer(props: {
  sources: readonly SourceNote[];
  downloads: readonly { title: string; href: string }[];
}) {
  return (
    <footer class="dads-footer">
      {props.sources.length + props.downloads.length === 0 ? null : (
        <div class="dads-footer__page">
          {props.sources.length === 0 ? null : (
            <section class="dads-footer__sources" aria-labelledby="sources">
              <h2 id="sources">このページの数値の出典</h2>
              <ul>
                {props.sources.map((source) => (
                  <li key={`${source.title}-${source.asOf ?? ''}`}>
                    <span class="dads-footer__attribution">{source.attribution}</span>
                    {source.publisher === '' && source.licence === '' ? null : (
                      <span class="dads-footer__detail">
                        {source.title}（{source.publisher}
                        {source.asOf === undefined ? '' : `、${source.asOf}`}）・利用条件：{source.licence}
                      </span>
                    )}
                  </li>
                ))}
              </ul>
            </section>
          )}
          {props.downloads.length === 0 ? null : (
            <section class="dads-footer__downloads" aria-labelledby="downloads">
              <h2 id="downloads">このページのオープンデータ</h2>
              <ul>
                {props.downloads.map((download) => (
                  <li key={download.href}>
                    <a href={download.href}>
                      <Icon name="download" size={20} />
                      {download.title}
                    </a>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
      )}
      <div class="dads-footer__site">
        <nav aria-label="このサイトについて">
          <ul>
            <li>
              <a href="/corrections">訂正の記録</a>
            </li>
            <li>
              <a href="/data">データと利用条件</a>
            </li>
            <li>
              <a href="/accessibility">アクセシビリティ方針</a>
            </li>
          </ul>
        </nav>
        <Standing />
        <p>しるべ　自治体DX推進計画を国・都道府県・市区町村がともに進めるための共通基盤</p>
      </div>
    </footer>
  );
}
