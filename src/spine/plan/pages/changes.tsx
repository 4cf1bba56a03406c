import { Button } from '../../../ui/button.tsx';
import { ErrorSummary, SelectField } from '../../../ui/form.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Page } from '../../../ui/page.tsx';
import { newestFirst } from '../rules/contents.ts';
import type { Changes } from '../rules/lineage.ts';
import { ChangeTable } from './change-table.tsx';
import { HOME_CRUMBS, type PlanView, Sources, versionName, WHAT_THIS_IS } from './parts.tsx';
import { NoteItem } from './version.tsx';

export interface ChangesForm {
  readonly from: string;
  readonly to: string;
  readonly errors: readonly { readonly field: 'from' | 'to'; readonly message: string }[];
}

/** `/plan/changes?from=&to=`; without a comparison the form alone. */
export function ChangesPage(props: { view: PlanView; form: ChangesForm; changes: Changes | null }) {
  const { view, form, changes } = props;
  const title =
    changes === null
      ? '計画の二つの版を比べる'
      : `計画は${changes.from.title}から${changes.to.title}までにこう変わりました`;
  const options = newestFirst(view.plan).map((version) => ({
    value: version.id,
    title: versionName(version),
  }));
  const errorOf = (field: 'from' | 'to') => form.errors.find((error) => error.field === field)?.message;
  return (
    <Page
      title={title}
      documentTitle="計画の版の比較"
      breadcrumb={[...HOME_CRUMBS, { title: '版の比較' }]}
      lead={<p>{WHAT_THIS_IS}</p>}
      current="plan"
      operator={view.operator}
    >
      <ErrorSummary errors={form.errors} />
      <form action="/plan/changes" method="get" class="dads-row">
        <SelectField
          name="from"
          label="比べる元の版（古い方）"
          options={options}
          value={form.from}
          error={errorOf('from')}
        />
        <SelectField
          name="to"
          label="比べる先の版（新しい方）"
          options={options}
          value={form.to}
          error={errorOf('to')}
        />
        <Button>比べる</Button>
      </form>
      {changes === null ? null : <Outcome view={view} changes={changes} />}
    </Page>
  );
}

function Outcome(props: { view: PlanView; changes: Changes }) {
  const { view, changes } = props;
  const notes = changes.notes.filter(({ note }) => note.kind !== 'remark');
  const cited = [
    ...notes.map(({ note }) => note.citation.source),
    ...changes.changes.flatMap(({ way }) =>
      way.flatMap((link) => link.citations.map((citation) => citation.source)),
    ),
  ];
  return (
    <>
      {changes.neighbours ? null : (
        <Notice kind="warning" title="この二つは隣り合う版ではありません">
          {changes.missing.length === 0 ? (
            <p>間に、資料がある別の版があります。</p>
          ) : (
            changes.missing.map((text) => <p key={text}>{text}</p>)
          )}
        </Notice>
      )}
      <section class="dads-section" aria-labelledby="change-table">
        <h2 id="change-table">取組事項の対応</h2>
        <ChangeTable view={view} changes={changes} />
      </section>
      <section class="dads-section" aria-labelledby="change-notes">
        <h2 id="change-notes">資料が述べる改定点</h2>
        {notes.length === 0 ? (
          <p>改定点を述べた資料はありません。</p>
        ) : (
          <ul class="dads-list">
            {notes.map(({ version, note }) => (
              <NoteItem
                labelled
                key={`${version.id}-${note.text}`}
                view={view}
                version={version}
                note={note}
              />
            ))}
          </ul>
        )}
      </section>
      <Sources plan={view.plan} ids={cited} />
    </>
  );
}
