import { DataTable } from '../../../ui/table.tsx';
import { type LineStep, lineOf } from '../rules/lineage.ts';
import type { PlanItem } from '../rules/model.ts';
import { ItemLink, LinkText, type PlanView, versionName, versionPath } from './parts.tsx';

/** The item in every version, oldest first, with how it came about and what is missing in between. */
export function Line(props: { view: PlanView; item: PlanItem }) {
  const { view, item } = props;
  const steps = lineOf(view.plan, item);
  return (
    <section class="dads-section" aria-labelledby="line">
      <h2 id="line">版をまたいだこの取組事項</h2>
      <DataTable<LineStep>
        caption="版ごとの名称と、前の版からの変化"
        captionHidden
        rowKey={(step) => step.version.id}
        rowHeader="version"
        rows={steps}
        columns={[
          {
            id: 'version',
            title: '版',
            cell: ({ version }) => <a href={versionPath(version.id)}>{versionName(version)}</a>,
          },
          { id: 'items', title: '名称', cell: (step) => <Names step={step} current={item} /> },
          { id: 'links', title: '前からの変化', cell: (step) => <Came view={view} step={step} /> },
        ]}
      />
    </section>
  );
}

function Names(props: { step: LineStep; current: PlanItem }) {
  const { step, current } = props;
  if (step.state === 'unknown') return <>資料から分かりません</>;
  if (step.state === 'absent') return <>目次にありません</>;
  return (
    <ul class="dads-list">
      {step.items.map((item) => (
        <li key={item.id}>
          {item === current ? <strong>{item.title}（このページ）</strong> : <ItemLink item={item} />}
        </li>
      ))}
    </ul>
  );
}

function Came(props: { view: PlanView; step: LineStep }) {
  const { links, version } = props.step;
  return (
    <>
      {links.length === 0 ? null : (
        <ul class="dads-list">
          {links.map((link) => (
            <li key={`${link.from?.version ?? ''}-${link.from?.item ?? ''}-${link.to.item}`}>
              <LinkText plan={props.view.plan} link={link} />
            </li>
          ))}
        </ul>
      )}
      {version.previous?.missing == null ? null : <small>{version.previous.missing}</small>}
    </>
  );
}
