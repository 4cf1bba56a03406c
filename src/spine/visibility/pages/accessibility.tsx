import type { Handler } from 'hono';
import { isOperator } from '../../../platform/operator/session.ts';
import { DescriptionList } from '../../../ui/description-list.tsx';
import { Page, renderPage } from '../../../ui/page.tsx';

/** アクセシビリティ方針: the goal, how it was checked, what is known to be missing, whom to tell. */
export function accessibilityPage(): Handler {
  return (c) =>
    c.html(
      renderPage(
        <Page
          title="誰もが読み、使えるページを目指します"
          documentTitle="アクセシビリティ方針"
          breadcrumb={[{ title: '全国', href: '/' }, { title: 'アクセシビリティ方針' }]}
          operator={isOperator(c)}
        >
          <section class="dads-section dads-text" aria-labelledby="goal">
            <h2 id="goal">目標</h2>
            <p>
              JIS X
              8341-3:2016「高齢者・障害者等配慮設計指針－情報通信における機器、ソフトウェア及びサービス－
              第3部：ウェブコンテンツ」の適合レベルAAを目標とします。
            </p>
            <p>この方針は、しるべの公開ページと取込みのページを対象とします。</p>
            <p>
              現在は、目標に向けて作り、自ら点検している段階です。第三者による試験は受けていません。そのため「準拠」とは表示しません。
            </p>
          </section>
          <section class="dads-section dads-text" aria-labelledby="measures">
            <h2 id="measures">行っていること</h2>
            <ul>
              <li>すべてのページは、スクリプトを使わなくても読み、操作できます。</li>
              <li>キーボードだけで、すべての操作ができます。本文へ移動するリンクがあります。</li>
              <li>図と地図には、同じ内容の表があります。</li>
              <li>色だけで意味を伝えません。値のないものは、斜線や点の模様と言葉で示します。</li>
              <li>幅360ピクセルの画面でも、横に動くのは表の中だけです。</li>
              <li>動くもの、自動で切り替わるもの、制限時間はありません。</li>
            </ul>
          </section>
          <section class="dads-section" aria-labelledby="checks">
            <h2 id="checks">点検のしかた</h2>
            <DescriptionList
              items={[
                {
                  term: '自動の点検',
                  detail:
                    '実際のブラウザーで部品とページを開き、axe により WCAG 2.2 のAとAAの項目を調べます。',
                },
                {
                  term: '操作の点検',
                  detail: 'スクリプトを使う場合と使わない場合の両方で、主な操作をキーボードでたどります。',
                },
                {
                  term: '表示の点検',
                  detail: '幅360ピクセルと1280ピクセルの画面、A4の印刷で表示を確かめます。',
                },
              ]}
            />
          </section>
          <section class="dads-section dads-text" aria-labelledby="gaps">
            <h2 id="gaps">まだできていないこと</h2>
            <ul>
              <li>音声読み上げソフトによる、人の手での試験を終えていません。</li>
              <li>障害のある利用者による試験を行っていません。</li>
              <li>
                市区町村の升目は、全国では1,741のリンクになります。読み飛ばすリンクと、同じ内容の表を用意しています。
              </li>
              <li>出典として参照する外部の資料（PDFなど）は、この方針の対象ではありません。</li>
            </ul>
          </section>
          <section class="dads-section dads-text" aria-labelledby="contact">
            <h2 id="contact">困ったときの連絡先</h2>
            <p>
              読めない、使えないところがあれば、このサイトを運用している団体の情報政策の担当へお知らせください。ページのアドレスと、困った内容を添えてください。
            </p>
          </section>
        </Page>,
      ),
    );
}
