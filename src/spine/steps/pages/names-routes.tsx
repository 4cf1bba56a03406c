import { type Context, Hono } from 'hono';
import type { Deps } from '../../../platform/deps.ts';
import { readForm } from '../../../platform/http/form-fields.ts';
import { csrfToken, requireOperator } from '../../../platform/operator/session.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorSummary, HiddenFields, TextArea } from '../../../ui/form.tsx';
import { Page, renderPage } from '../../../ui/page.tsx';
import { DataTable } from '../../../ui/table.tsx';
import { addNames, namedSteps } from '../actions/names.ts';
import { mapNames, type NamedStep } from '../rules/mapping.ts';
import { stepTitle, type Template } from '../rules/model.ts';
import { stepSentence } from '../rules/sentences.ts';
import { knownTemplate } from '../templates.ts';

const TEMPLATE = 'standardization';

/** `/steps/names`: which names in headers of files belong to which 作業項目. For the 運用管理者. */
export function namesRoutes(deps: Deps): Hono {
  const app = new Hono();

  app.get('/steps/names', requireOperator(), (c) => show(c, '', [], 200));

  app.post('/steps/names', requireOperator(), async (c) => {
    const text = (await readForm(c)).text('lines');
    const done = await addNames(deps, TEMPLATE, text);
    if (done.ok) return c.redirect('/steps/names', 303);
    const messages =
      'faults' in done ? done.faults.map((fault) => fault.message) : [stepSentence(done).message];
    return show(c, text, messages, 422);
  });

  async function show(c: Context, typed: string, errors: readonly string[], status: 200 | 422) {
    const names = await namedSteps(deps.db, TEMPLATE);
    const props = { template: knownTemplate(TEMPLATE), names, typed, errors, csrf: csrfToken(c) };
    return c.html(renderPage(<NamesPage {...props} />), status);
  }

  return app;
}

function NamesPage(props: {
  template: Template;
  names: readonly NamedStep[];
  typed: string;
  errors: readonly string[];
  csrf: string;
}) {
  const { template } = props;
  // What a name leads to is asked of the rule itself: later lines stand above earlier ones.
  const names = [...new Set(props.names.map((line) => line.name))];
  const placed = mapNames(names, props.names, []).columns;
  return (
    <Page
      title="ステップの名称と作業項目の対応"
      operator
      current="imports"
      breadcrumb={[
        { title: '全国', href: '/' },
        { title: '取込', href: '/imports' },
        { title: 'ステップの名称' },
      ]}
      lead={
        <p>
          ファイルの見出しにあるステップの名称を、{template.steps.length}の作業項目に対応させます。
          40ステップの名称は、どの資料にもありません。
        </p>
      }
    >
      <ErrorSummary errors={props.errors.map((message) => ({ field: 'lines', message }))} />
      <form method="post" action="/steps/names">
        <HiddenFields csrf={props.csrf} />
        <TextArea
          name="lines"
          label="加える名称と番号"
          hint="1行に一つ、名称と作業項目の番号をタブか読点で区切ります。当たらないものは「なし」とします。"
          rows={8}
          required
          value={props.typed}
          error={props.errors.length === 0 ? undefined : '読めない行があります。どの行も加えていません。'}
        />
        <Button>名称を加える</Button>
      </form>
      {template.steps.map((step) => (
        <section class="dads-section" aria-labelledby={`step-${step.id}`} key={step.id}>
          <h2 id={`step-${step.id}`}>{stepTitle(step)}</h2>
          <p>
            {placed
              .filter((column) => column.step === step.id)
              .map((column) => column.name)
              .join('、')}
          </p>
        </section>
      ))}
      <DataTable
        caption="どの作業項目にも当たらない名称"
        columns={[{ id: 'name', title: '名称', cell: (name: string) => name }]}
        rows={placed.filter((column) => column.step === null).map((column) => column.name)}
        rowKey={(name) => name}
        empty="ありません。"
      />
    </Page>
  );
}
