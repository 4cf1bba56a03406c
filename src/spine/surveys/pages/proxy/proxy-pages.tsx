import { formatDay } from '../../../../core/calendar.ts';
import { Button } from '../../../../ui/button.tsx';
import { ErrorSummary, FileField, HiddenFields, TextField } from '../../../../ui/form.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import { Page } from '../../../../ui/page.tsx';
import { DataTable } from '../../../../ui/table.tsx';
import type { ProxySheet } from '../../actions/proxy.ts';
import type { ProxyEntry } from '../../queries/proxy.ts';
import { FIELDS } from '../../rules/answer-form.ts';
import { answerText } from '../../rules/answer-text.ts';
import { type FormPage, formPages, pageTitle } from '../../rules/progress.ts';
import { ACCEPTANCE_SENTENCES, acceptanceTitle, KEPT_TITLES } from '../../rules/sentences.ts';
import { instantOf } from '../chain/parts.tsx';
import { errorOf, QuestionBlock } from '../sheet/question-block.tsx';

interface Common {
  proxy: ProxySheet;
  bodyName: string;
  csrf: string;
  sample: boolean;
}

export interface HeardForm {
  readonly heardOn: string;
  readonly heardFrom: string;
  readonly error: { readonly field: string; readonly message: string };
}

function crumbs(props: Common, last: string) {
  const { sheet } = props.proxy.view;
  return [
    { title: '全国', href: '/' },
    { title: '調査・照会', href: '/surveys' },
    { title: '調査の取りまとめ', href: '/surveys/review' },
    { title: `代行入力 ${sheet.sheetNo}`, href: `/surveys/proxy/${sheet.sheetNo}` },
    ...(last === '' ? [] : [{ title: last }]),
  ];
}

/** 代行入力 of one sheet: a new entry, and those that were made. */
export function ProxyStartPage(props: Common & { form?: HeardForm; today: string }) {
  const { view, entries } = props.proxy;
  const base = `/surveys/proxy/${view.sheet.sheetNo}`;
  const error = (field: string) => (props.form?.error.field === field ? props.form.error.message : undefined);
  return (
    <Page
      title={`${props.bodyName}の回答を代わりに入力する`}
      documentTitle={`代行入力 ${view.sheet.sheetNo}`}
      breadcrumb={crumbs(props, '')}
      sample={props.sample}
      asOf={view.round.title}
      lead={<p>電話で聞いた回答や、紙で届いた回答票を入力します。団体が確かめるまで、回答に印が付きます。</p>}
    >
      {ACCEPTANCE_SENTENCES[view.acceptance] === null ? null : (
        <Notice kind="warning" title={acceptanceTitle(view.acceptance)}>
          <p>{ACCEPTANCE_SENTENCES[view.acceptance]}</p>
        </Notice>
      )}
      {props.form === undefined ? null : <ErrorSummary errors={[props.form.error]} />}
      <section class="dads-section">
        <h2>新しく入力する</h2>
        <form
          method="post"
          action={`${base}?csrf=${encodeURIComponent(props.csrf)}`}
          enctype="multipart/form-data"
        >
          <TextField
            name="heardOn"
            label="聞いた日（紙は届いた日）"
            hint="例：令和8年4月20日、2026-04-20"
            required
            value={props.form?.heardOn ?? props.today}
            error={error('heardOn')}
          />
          <TextField
            name="heardFrom"
            label="誰から（課・職・氏名）"
            required
            size="full"
            value={props.form?.heardFrom}
            error={error('heardFrom')}
          />
          <FileField
            name="scan"
            label="紙の回答票の画像（あれば）"
            hint="PDF、PNG、JPEG。10 MBまで"
            accept=".pdf,.png,.jpg,.jpeg,application/pdf,image/png,image/jpeg"
            error={error('scan')}
          />
          <Button>回答の入力へ進む</Button>
        </form>
      </section>
      <DataTable
        caption="これまでの代行入力"
        wide
        columns={[
          {
            id: 'at',
            title: '入力した日時',
            cell: (one: ProxyEntry) => (
              <a href={`${base}/${one.proxyId}/pages/1`}>{instantOf(one.enteredAt)}</a>
            ),
          },
          { id: 'heard', title: '聞いた日', cell: (one) => formatDay(one.heardOn) },
          { id: 'from', title: '誰から', cell: (one) => one.heardFrom },
          {
            id: 'scan',
            title: '画像',
            cell: (one) =>
              one.scanSha256 === null ? 'なし' : <a href={`${base}/files/${one.scanSha256}`}>開く</a>,
          },
          {
            id: 'state',
            title: '団体の確認',
            cell: (one) =>
              one.confirmedAt === null ? '確認待ち' : `${instantOf(one.confirmedAt)}に確認済み`,
          },
        ]}
        rows={entries}
        rowKey={(one) => one.proxyId}
        empty="代行入力はまだありません。"
      />
    </Page>
  );
}

/** One screen of an entry; only what the prefecture typed itself stands in the fields. */
export function ProxyEntryPage(
  props: Common & { entry: ProxyEntry; page: FormPage; saved: { saved: number; kept: number } | null },
) {
  const { proxy, entry, page } = props;
  const { view } = proxy;
  const pages = formPages(view.round.survey);
  const base = `/surveys/proxy/${view.sheet.sheetNo}`;
  const errors = page.questions.flatMap((question) => {
    const message = errorOf(view, question);
    return message === undefined
      ? []
      : [{ field: FIELDS.value(question.id), message: `問${question.number}　${message}` }];
  });
  const own = page.questions.filter((question) => proxy.ownWords.has(question.id));
  const kept = view.kept.filter((one) => page.questions.some(({ id }) => id === one.questionId));
  return (
    <Page
      title={`代行入力：${pageTitle(page)}`}
      documentTitle={`代行入力 ${view.sheet.sheetNo}`}
      breadcrumb={crumbs(props, pageTitle(page))}
      sample={props.sample}
      asOf={`${props.bodyName}　${page.number}／${pages.length}ページ`}
      coverage={`${formatDay(entry.heardOn)}に${entry.heardFrom}から`}
    >
      {props.saved === null ? null : (
        <Notice kind="success" title={`${props.saved.saved}問を保存しました`} live>
          {props.saved.kept === 0 ? null : (
            <p>{props.saved.kept}問は控えとして残しました。団体が自分で選びます。</p>
          )}
        </Notice>
      )}
      <ErrorSummary errors={errors} title={`直すところが${errors.length}件あります（入力は残っています）`} />
      {own.length === 0 ? null : (
        <Notice kind="info" title="団体が確認または変更した設問があります">
          <p>{own.map((question) => `問${question.number}`).join('、')}は、団体の回答になっています。</p>
        </Notice>
      )}
      {kept.length === 0 ? null : (
        <Notice kind="info" title={`控えとして残っている入力が${kept.length}件あります`}>
          <ul class="dads-list">
            {kept.map((one) => {
              const question = page.questions.find(({ id }) => id === one.questionId);
              return (
                <li key={`${one.questionId}-${one.revision}`}>
                  {`問${question?.number ?? ''}：${question === undefined ? '' : (answerText(question, one.value) ?? '未回答に戻す')}`}
                  （{KEPT_TITLES[one.keptBecause as keyof typeof KEPT_TITLES] ?? ''}）
                </li>
              );
            })}
          </ul>
        </Notice>
      )}
      <form method="post" action={`${base}/${entry.proxyId}/pages/${page.number}`} class="survey-form">
        <HiddenFields csrf={props.csrf} />
        {page.questions.map((question) => (
          <QuestionBlock key={question.id} view={view} question={question} byProxy />
        ))}
        <div class="dads-row survey-form__buttons">
          <Button name="do" value="next">
            {page.number === pages.length ? '保存して代行入力を終える' : '保存して次のページへ'}
          </Button>
          <Button kind="secondary" name="do" value="stay">
            保存してこのページに残る
          </Button>
        </div>
      </form>
    </Page>
  );
}
