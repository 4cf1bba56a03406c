import { formatDay } from '../../../../core/calendar.ts';
import { rational, round as rounded } from '../../../../core/rational.ts';
import { Button } from '../../../../ui/button.tsx';
import { DescriptionList } from '../../../../ui/description-list.tsx';
import { Disclosure } from '../../../../ui/disclosure.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import { Page } from '../../../../ui/page.tsx';
import { DataTable } from '../../../../ui/table.tsx';
import type { OpenSheet } from '../../actions/open-sheet.ts';
import { answerText, knownSource } from '../../rules/answer-text.ts';
import { type FormPage, formPages, minutesLeft, pageTitle, progressOf } from '../../rules/progress.ts';
import { ACCEPTANCE_SENTENCES, answerFaultSentence, findingSentence } from '../../rules/sentences.ts';
import { StateChip } from '../chain/parts.tsx';
import { fieldHref, questionOf, sheetPath, standingOf } from './view.ts';

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
      coverage={`${progress.asked}問中 ${progress.answered}問に回答、残り約${minutesLeft(survey, progress)}分`}
    >
      {props.ownerIsOther ? (
        <Notice kind="info" title={`この回答票は、${props.bodyName}に照会されたものです`}>
          <p>団体の変更か同意により、今の在席の団体が回答します。</p>
        </Notice>
      ) : null}
      {ACCEPTANCE_SENTENCES[view.acceptance] === null ? null : (
        <Notice kind="warning" title="今は回答として数えない場合があります">
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
      <Known view={view} />
      <p>
        {props.mayAnswer && next !== undefined ? (
          <Button
            href={sheetPath(view, `/pages/${next.number}`)}
          >{`「${pageTitle(next)}」から続ける`}</Button>
        ) : null}
        {next === undefined && props.rights.decide ? (
          <Button href={sheetPath(view, '/decide')}>決裁と提出へ進む</Button>
        ) : null}
      </p>
      <PagesTable view={view} pages={pages} />
      <ToDo view={view} />
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

/** First sight of the officer on day one: what was answered last stands here already. */
function Known(props: { view: OpenSheet }) {
  const { view } = props;
  if (view.known.size === 0) return null;
  const rows = view.round.survey.questions.filter((question) => view.known.has(question.id));
  return (
    <Notice kind="info" title={`${rows.length}問は、分かっている内容を記入してあります`}>
      <p>違うところだけ直してください。確かめるまでは、回答に数えません。</p>
      <Disclosure summary="記入してある内容を見る">
        <DataTable
          caption="記入してある内容と、その出どころ"
          captionHidden
          wide
          columns={[
            { id: 'number', title: '問', cell: (question) => question.number },
            {
              id: 'title',
              title: '設問',
              cell: (question) => <a href={fieldHref(view, question.id)}>{question.title}</a>,
            },
            {
              id: 'value',
              title: '記入してある内容',
              cell: (question) => answerText(question, view.known.get(question.id)?.value) ?? '',
            },
            {
              id: 'source',
              title: '出どころ',
              cell: (question) => {
                const known = view.known.get(question.id);
                return known === undefined ? '' : knownSource(known);
              },
            },
          ]}
          rows={rows}
          rowKey={(question) => question.id}
        />
      </Disclosure>
    </Notice>
  );
}

function PagesTable(props: { view: OpenSheet; pages: readonly FormPage[] }) {
  const standing = standingOf(props.view);
  const rows = props.pages.map((page) => ({ page, progress: progressOf(page.questions, standing) }));
  return (
    <DataTable
      caption="回答票のページ"
      columns={[
        {
          id: 'page',
          title: 'ページ',
          cell: ({ page }) => <a href={sheetPath(props.view, `/pages/${page.number}`)}>{pageTitle(page)}</a>,
        },
        {
          id: 'answered',
          title: '回答',
          unit: '問',
          align: 'number',
          cell: ({ progress }) => `${progress.answered}／${progress.asked}`,
        },
        {
          id: 'confirm',
          title: '確認待ち',
          unit: '問',
          align: 'number',
          cell: ({ progress }) => progress.toConfirm,
        },
        {
          id: 'left',
          title: '未回答',
          unit: '問',
          align: 'number',
          cell: ({ progress }) => progress.open + progress.unreadable,
        },
      ]}
      rows={rows}
      rowKey={({ page }) => String(page.number)}
      rowHeader="page"
    />
  );
}

/** What keeps the sheet from being handed in, and what wants a look; each leads to its field. */
function ToDo(props: { view: OpenSheet }) {
  const { view } = props;
  const raws = view.raws.map((raw) => ({
    id: `raw-${raw.rawId}`,
    question: raw.questionId,
    severity: 'error',
    text: answerFaultSentence({ ok: false, code: raw.fault, detail: raw.detail }),
  }));
  // A text that is no answer is told once, not as a missing answer too.
  const unreadable = new Set(view.raws.map((raw) => raw.questionId));
  const open = view.findings.filter((one) => one.code !== 'missing' || !unreadable.has(one.question));
  const findings = open.map((finding) => ({
    id: `${finding.question}-${finding.code}`,
    question: finding.question,
    severity: finding.severity,
    text:
      finding.code === 'missing' && view.known.has(finding.question)
        ? '記入済みの内容を確かめると、回答になります。'
        : findingSentence(finding, view.round.survey.questions),
  }));
  const list = [...raws, ...findings];
  if (list.length === 0) return null;
  const errors = list.filter((one) => one.severity === 'error').length;
  return (
    <section class="dads-section">
      <h2>{`提出までに直すところ ${errors}件、確かめるところ ${list.length - errors}件`}</h2>
      <Disclosure summary="一覧を見る" open={list.length <= 8}>
        <ul class="dads-list">
          {list.map((one) => (
            <li key={one.id}>
              <strong>{one.severity === 'error' ? '要修正' : '要確認'}</strong>{' '}
              <a href={fieldHref(view, one.question)}>
                {`問${questionOf(view, one.question)?.number ?? ''}　${questionOf(view, one.question)?.title ?? ''}`}
              </a>
              <br />
              {one.text}
            </li>
          ))}
        </ul>
      </Disclosure>
    </section>
  );
}

/** 「回答12問中 3問（25.0 %）に付いています」 */
export function evidenceShare(view: OpenSheet): string {
  const counted = Object.keys(view.values).filter((id) => view.path.get(id) === 'asked');
  if (counted.length === 0) return '回答がまだないため、割合はありません';
  const evidenced = new Set(view.evidence.map((one) => one.questionId));
  const backed = counted.filter((id) => evidenced.has(id)).length;
  const percent = rounded(rational(BigInt(backed) * 100n, BigInt(counted.length)), 1);
  return `回答${counted.length}問中 ${backed}問（${percent} %）に付いています`;
}
