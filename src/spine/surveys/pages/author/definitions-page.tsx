import { Button } from '../../../../ui/button.tsx';
import { ErrorSummary, FileField, HiddenFields } from '../../../../ui/form.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import { Page } from '../../../../ui/page.tsx';
import { DataTable } from '../../../../ui/table.tsx';
import { SHIPPED_BY } from '../../actions/seed.ts';
import type { SurveyVersion } from '../../queries/definitions.ts';
import type { BookFault } from '../../rules/definition-book.ts';
import { LEVEL_TITLES } from '../../rules/definition-columns.ts';
import { pathOf } from './asking.ts';

/** Surveys that the seat may send, and the definition sheet in and out. */
export function DefinitionsPage(props: {
  surveys: readonly SurveyVersion[];
  csrf: string;
  sample: boolean;
  faults?: readonly BookFault[];
  error?: string;
}) {
  const faults = props.faults ?? [];
  return (
    <Page
      title="調査の定義"
      breadcrumb={[
        { title: '全国', href: '/' },
        { title: '調査・照会', href: '/surveys' },
        { title: '調査の定義' },
      ]}
      sample={props.sample}
      lead={<p>調査の設問と、設問がどの指標になるかを決めます。送った版は変わりません。</p>}
    >
      {props.error === undefined ? null : (
        <ErrorSummary errors={[{ field: 'file', message: props.error }]} title="取り込んでいません" />
      )}
      {faults.length === 0 ? null : (
        <Notice kind="error" title={`調査定義書に誤りが${faults.length}件あります。取り込んでいません`} live>
          <DataTable
            caption="誤りの場所"
            columns={[
              {
                id: 'place',
                title: 'セル',
                cell: (fault: BookFault) => (fault.place === '' ? 'ファイル全体' : fault.place),
              },
              { id: 'message', title: '内容', cell: (fault) => fault.message },
            ]}
            rows={faults.slice(0, 200)}
            rowKey={(fault) => `${fault.place}-${fault.message}`}
            rowHeader="place"
          />
        </Notice>
      )}
      <DataTable
        caption="送ることのできる調査（最も新しい版）"
        wide
        columns={[
          {
            id: 'title',
            title: '調査',
            cell: (one: SurveyVersion) => <a href={pathOf(one)}>{one.document.title}</a>,
          },
          { id: 'id', title: '識別子', cell: (one) => one.surveyId },
          { id: 'version', title: '版', align: 'number', cell: (one) => String(one.version) },
          { id: 'state', title: '状態', cell: (one) => (one.frozenAt === null ? '下書き' : '確定した版') },
          { id: 'level', title: '対象', cell: (one) => LEVEL_TITLES[one.document.level] },
          {
            id: 'questions',
            title: '設問',
            unit: '問',
            align: 'number',
            cell: (one) => String(one.document.questions.length),
          },
          {
            id: 'minutes',
            title: '所要時間',
            unit: '分',
            align: 'number',
            cell: (one) => String(one.document.minutes),
          },
          {
            id: 'by',
            title: '作成',
            cell: (one) => (one.editedBy === SHIPPED_BY ? 'しるべに付属' : one.editedBy),
          },
        ]}
        rows={props.surveys}
        rowKey={(one) => one.surveyId}
        rowHeader="title"
        empty="調査はまだありません。調査定義書を取り込むと、ここに並びます。"
      />
      <section class="dads-section" aria-labelledby="import-definition">
        <h2 id="import-definition">調査定義書（Excel）を取り込む</h2>
        <p>
          <a href="/surveys/definitions/template.xlsx">空の調査定義書（凡例つき）</a>
          に設問を書いて送ると、下書きになります。
        </p>
        <form
          method="post"
          action={`/surveys/definitions/import?csrf=${encodeURIComponent(props.csrf)}`}
          enctype="multipart/form-data"
        >
          <HiddenFields csrf={props.csrf} />
          <FileField
            name="file"
            label="調査定義書"
            hint=".xlsx、5 MBまで。下書きのある調査は、その下書きを置き換えます。"
            accept=".xlsx"
            required
          />
          <Button>調査定義書を取り込む</Button>
        </form>
      </section>
    </Page>
  );
}
