import { formatDay } from '../../../../core/calendar.ts';
import { Button } from '../../../../ui/button.tsx';
import { DescriptionList } from '../../../../ui/description-list.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import { Page } from '../../../../ui/page.tsx';
import type { OpenSheet } from '../../actions/open-sheet.ts';
import { counts } from '../../rules/deadline.ts';
import { formPages, minutesLeft, pageTitle, progressOf } from '../../rules/progress.ts';
import { ACCEPTANCE_SENTENCES, acceptanceTitle } from '../../rules/sentences.ts';
import { StateChip } from '../chain/parts.tsx';
import { evidenceShare, Known, PagesTable, ToDo } from './overview-parts.tsx';
import { sheetPath, standingOf } from './view.ts';

/** 回答票: what is asked and why, how far it is, where to go on. */
export function OverviewPage(props: {
  view: OpenSheet;
  bodyName: string;
  ownerIsOther: boolean;
  sample: boolean;
  mayAnswer: boolean;
  rights: { readonly handOut: boolean; readonly decide: boolean };
}) {
  const { view } = props;
  const { round, sheet } = view;
  const { survey } = round;
  const standing = standingOf(view);
  const progress = progressOf(survey.questions, standing);
  const pages = formPages(survey);
  const next = pages.find((page) => {
    const { open, unreadable, toConfirm, waiting } = progressOf(page.questions, standing);
    return open + unreadable + toConfirm + waiting > 0;
  });
  const proxies = standing.byProxy.size;
  const open = counts(view.acceptance);
  return (
    <Page
      title={round.title}
      documentTitle={`回答票 ${sheet.sheetNo}`}
      breadcrumb={[
        { title: '全国', href: '/' },
        { title: '調査・照会', href: '/surveys' },
        { title: `回答票 ${sheet.sheetNo}` },
      ]}
      sample={props.sample}
      asOf={`${props.bodyName}　基準日 ${formatDay(round.baseDay)}`}
      coverage={`${progress.asked}問中 ${progress.answered}問に回答${open ? `、残り約${minutesLeft(survey, progress)}分` : ''}`}
    >
      {props.ownerIsOther ? (
        <Notice kind="info" title={`この回答票は、${props.bodyName}に照会されたものです`}>
          <p>団体の変更か同意により、今の在席の団体が回答します。</p>
        </Notice>
      ) : null}
      {ACCEPTANCE_SENTENCES[view.acceptance] === null ? null : (
        <Notice kind="warning" title={acceptanceTitle(view.acceptance)}>
          <p>{ACCEPTANCE_SENTENCES[view.acceptance]}</p>
        </Notice>
      )}
      {view.disaster ? (
        <Notice kind="info" title="災害対応中のため、この団体に締切はありません">
          <p>書けるときに書いてください。これまでの回答は残っています。</p>
        </Notice>
      ) : null}
      {proxies === 0 ? null : (
        <Notice kind="warning" title={`都道府県が代わりに入力した回答が${proxies}問あります`}>
          <p>
            <a href={sheetPath(view, '/proxy')}>内容を確かめて、回答にするか直してください</a>
          </p>
        </Notice>
      )}
      {open ? <Known view={view} /> : null}
      <p>
        {props.mayAnswer && open && next !== undefined ? (
          <Button
            href={sheetPath(view, `/pages/${next.number}`)}
          >{`「${pageTitle(next)}」から続ける`}</Button>
        ) : null}
        {(next === undefined || !open) && props.rights.decide ? (
          <Button href={sheetPath(view, '/decide')}>決裁と提出へ進む</Button>
        ) : null}
      </p>
      <PagesTable view={view} pages={pages} />
      {open ? <ToDo view={view} /> : null}
      <section class="dads-section">
        <h2>この調査について</h2>
        <DescriptionList
          items={[
            { term: '状態', detail: <StateChip state={sheet.state} /> },
            {
              term: '締切',
              detail: view.due === null || view.disaster ? '締切はありません' : formatDay(view.due),
            },
            { term: '根拠', detail: survey.legalBasis },
            { term: '目的', detail: survey.purpose },
            { term: '還元', detail: survey.returned },
            { term: '設問の出典', detail: survey.source },
            { term: '所要時間', detail: `何も記入がないとき約${survey.minutes}分（作成者の見積り）` },
            { term: '根拠資料', detail: evidenceShare(view) },
          ]}
        />
      </section>
      <section class="dads-section">
        <h2>ほかの方法で答える・控える</h2>
        <ul class="dads-list">
          {props.mayAnswer ? (
            <li>
              <a href={sheetPath(view, '/workbooks')}>Excelの回答票を作る・送る</a>
            </li>
          ) : null}
          {props.rights.handOut ? (
            <li>
              <a href={sheetPath(view, '/handouts')}>庁内照会（設問を課に分ける）</a>
            </li>
          ) : null}
          <li>
            <a href={sheetPath(view, '/paper')}>A4の回答票（印刷用）</a>
          </li>
          <li>
            <a href={sheetPath(view, '/csv')}>CSVで書き出す・読み込む</a>
          </li>
          <li>
            <a href={sheetPath(view, '/aside')}>{`控え（${view.kept.length + view.raws.length}件）`}</a>
          </li>
          {props.rights.decide ? (
            <li>
              <a href={sheetPath(view, '/decide')}>決裁と提出</a>
            </li>
          ) : null}
          <li>
            <a href="/surveys/known-facts">よく聞かれる項目</a>
          </li>
        </ul>
      </section>
    </Page>
  );
}
