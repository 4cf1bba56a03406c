import { type Context, Hono } from 'hono';
import { isSample, NATION, SAMPLE_PREFECTURE } from '../../../core/body-code.ts';
import type { Deps } from '../../../platform/deps.ts';
import { readWorkbook } from '../../../platform/files/read-workbook.ts';
import { receiveForm, uploadRefusalSentence } from '../../../platform/files/receive-form.ts';
import { fileRefusalSentence } from '../../../platform/files/refusals.ts';
import { csrfToken, formAction, isOperator, requireOperator } from '../../../platform/operator/session.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorSummary, FileField, HiddenFields, TextField } from '../../../ui/form.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Page, renderPage } from '../../../ui/page.tsx';
import { DataTable } from '../../../ui/table.tsx';
import { type LoadRefusal, loadStepList, mapSteps } from '../actions/load-list.ts';
import { stepLists } from '../queries/months.ts';
import { monthTitle, parseMonth } from '../rules/month.ts';
import type { StepList } from '../rules/step-list.ts';
import { WORK_ITEMS } from '../rules/work-items.ts';
import { formOf } from './asking.ts';

const PATH = '/standardization/step-list';

const SENTENCES: Readonly<Record<LoadRefusal, string>> = {
  'no-steps': '業務名の列と、ステップの列が見つかりません。国の「ステップごとの状態」の表を選んでください。',
  'no-codes': '団体コードのない行があります。団体コードの列を付けて送ってください。',
  unreadable: '読めないセルがあります。',
  'bad-mapping': '作業項目は1から17の番号で書いてください。',
};

/** ステップの一覧: everybody may read the list in force; the operator brings it, and says which 作業項目 a step is of. */
export function stepListPages(deps: Deps): Hono {
  const app = new Hono();

  app.get(PATH, async (c) => c.html(await listPage(c, deps, null)));

  app.post(`${PATH}/import`, requireOperator(), async (c) => {
    const received = await receiveForm(c.req.raw);
    if (!received.ok) return c.html(await listPage(c, deps, uploadRefusalSentence(received)), 422);
    try {
      const month = parseMonth((received.value.fields.get('month') ?? '').trim());
      const [file] = received.value.files;
      if (month === null || file === undefined)
        return c.html(await listPage(c, deps, '月（例：2026-02）とファイルの両方を選んでください。'), 422);
      const book = await readWorkbook(file.path, file.fileName);
      if (!book.ok) return c.html(await listPage(c, deps, fileRefusalSentence(book)), 422);
      const loaded = await loadStepList(deps, month, book.value);
      if (!loaded.ok)
        return c.html(await listPage(c, deps, loaded.detail.message ?? SENTENCES[loaded.code]), 422);
      const { steps, filled, kept } = loaded.value;
      return c.redirect(`${PATH}?steps=${steps}&filled=${filled}&kept=${kept}`, 303);
    } finally {
      await received.value.dispose();
    }
  });

  app.post(`${PATH}/items`, requireOperator(), async (c) => {
    const form = await formOf(c);
    const done = await mapSteps(deps, form.text('since'), (step) => form.text(`item-${step}`));
    if (done.ok) return c.redirect(PATH, 303);
    return c.html(await listPage(c, deps, SENTENCES[done.code]), 422);
  });
  return app;
}

async function listPage(c: Context, deps: Deps, error: string | null): Promise<string> {
  const whole = c.req.query('area') === SAMPLE_PREFECTURE ? SAMPLE_PREFECTURE : NATION;
  const list = (await stepLists(deps.db, whole)).at(-1) ?? null;
  const number = (name: string) => (/^\d{1,5}$/.test(c.req.query(name) ?? '') ? c.req.query(name) : null);
  const said = number('filled') == null ? null : { filled: number('filled'), kept: number('kept') };
  return renderPage(
    <ListPage
      list={list}
      sample={isSample(whole)}
      operator={isOperator(c)}
      action={formAction(c, `${PATH}/import`)}
      csrf={csrfToken(c)}
      error={error}
      done={
        said === null
          ? null
          : `${said.filled}団体の月を埋め、自ら報告した${said.kept}団体はそのままにしました`
      }
    />,
  );
}

function ListPage(props: {
  list: StepList | null;
  sample: boolean;
  operator: boolean;
  action: string;
  csrf: string;
  error: string | null;
  done: string | null;
}) {
  const { list } = props;
  return (
    <Page
      title={
        list === null ? 'ステップの一覧は、まだ取り込まれていません' : `標準化の${list.steps.length}ステップ`
      }
      breadcrumb={[
        { title: '全国', href: '/' },
        { title: '標準化', href: '/standardization' },
        { title: 'ステップの一覧' },
      ]}
      asOf={list?.since == null ? undefined : `${monthTitle(list.since)}から`}
      coverage={list === null ? undefined : `資料：${list.source}`}
      sample={props.sample}
      operator={props.operator}
      lead={
        <p>
          40のステップの名前を示す公開の資料はありません。国の表の見出しを読み、その名前をそのまま記録します。
        </p>
      }
    >
      {props.error === null ? null : (
        <ErrorSummary errors={[{ field: 'file', message: props.error }]} title="取り込んでいません" />
      )}
      {props.done === null ? null : <Notice kind="success" title={props.done} live />}
      {props.operator ? (
        <form method="post" action={props.action} encType="multipart/form-data">
          <TextField name="month" label="何月末の表か" hint="例：2026-02" size="short" required />
          <FileField
            name="file"
            label="国の「ステップごとの状態」の表（.xlsx、.csv）"
            accept=".xlsx,.csv"
            required
          />
          <Button>取り込む</Button>
        </form>
      ) : null}
      <form method="post" action={`${PATH}/items`}>
        <HiddenFields csrf={props.csrf} values={{ since: list?.since ?? '' }} />
        <DataTable
          caption="ステップと、対応する作業項目"
          columns={[
            { id: 'no', title: '番号', align: 'number', cell: (row: Step) => row.no },
            { id: 'name', title: 'ステップ', cell: (row) => row.name },
            {
              id: 'item',
              title: '作業項目（17）',
              cell: (row) => <ItemCell row={row} operator={props.operator} />,
            },
          ]}
          rows={(list?.steps ?? []).map((name, index) => ({
            no: index + 1,
            name,
            item: list?.items[index] ?? 0,
          }))}
          rowKey={(row) => String(row.no)}
          rowHeader="name"
          empty="一覧がない間は、17の作業項目で月の報告ができます。"
        />
        {props.operator && list !== null ? <Button kind="secondary">対応を保存する</Button> : null}
      </form>
    </Page>
  );
}

interface Step {
  readonly no: number;
  readonly name: string;
  readonly item: number;
}

function ItemCell({ row, operator }: { row: Step; operator: boolean }) {
  const title = WORK_ITEMS[row.item - 1]?.title ?? '対応の登録なし';
  if (!operator) return <>{title}</>;
  return (
    <select name={`item-${row.no}`} aria-label={`${row.name}の作業項目`}>
      <option value="0" selected={row.item === 0}>
        分からない
      </option>
      {WORK_ITEMS.map((item) => (
        <option key={item.no} value={String(item.no)} selected={row.item === item.no}>
          {`${item.no} ${item.title}`}
        </option>
      ))}
    </select>
  );
}
