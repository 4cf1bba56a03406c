import { rational, round as rounded } from '../../../../core/rational.ts';
import { Disclosure } from '../../../../ui/disclosure.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import { DataTable } from '../../../../ui/table.tsx';
import type { OpenSheet } from '../../actions/open-sheet.ts';
import { answerText, knownSource } from '../../rules/answer-text.ts';
import { type FormPage, pageTitle, progressOf } from '../../rules/progress.ts';
import { answerFaultSentence, findingSentence } from '../../rules/sentences.ts';
import { fieldHref, questionOf, sheetPath, standingOf } from './view.ts';

/** First sight of the officer on day one: what was answered last stands here already. */
export function Known(props: { view: OpenSheet }) {
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

export function PagesTable(props: { view: OpenSheet; pages: readonly FormPage[] }) {
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
export function ToDo(props: { view: OpenSheet }) {
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
  const findings = open.map((finding) => {
    const id = `${finding.question}-${finding.code}`;
    return finding.code === 'missing' && view.known.has(finding.question)
      ? {
          id,
          question: finding.question,
          severity: 'known',
          text: '記入済みの内容を確かめると、回答になります。',
        }
      : {
          id,
          question: finding.question,
          severity: finding.severity,
          text: findingSentence(finding, view.round.survey.questions),
        };
  });
  const list = [...raws, ...findings];
  if (list.length === 0) return null;
  const errors = list.filter((one) => one.severity === 'error').length;
  return (
    <section class="dads-section">
      <h2>{`提出までに答えるか直すところ ${errors}件、確かめるところ ${list.length - errors}件`}</h2>
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
