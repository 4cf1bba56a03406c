import { Page } from '../../../ui/page.tsx';
import { newestFirst } from '../rules/contents.ts';
import type { PlanVersion } from '../rules/model.ts';
import { HOME_CRUMBS, ItemLink, type PlanView, versionName, versionPath } from './parts.tsx';

/** 404 that lists the versions there are. */
export function UnknownVersionPage(props: { view: PlanView; found: string }) {
  return (
    <Page
      title="この版の計画はありません"
      breadcrumb={[...HOME_CRUMBS, { title: '版がありません' }]}
      current="plan"
      operator={props.view.operator}
    >
      <p>「{props.found}」という版は登録されていません。次の版から選んでください。</p>
      <ul class="dads-list">
        {newestFirst(props.view.plan).map((version) => (
          <li key={version.id}>
            <a href={versionPath(version.id)}>{versionName(version)}</a>
          </li>
        ))}
      </ul>
    </Page>
  );
}

/** 404 that lists the items of the version, and where else the id occurs. */
export function UnknownItemPage(props: { view: PlanView; version: PlanVersion; found: string }) {
  const { view, version, found } = props;
  const elsewhere = view.plan.items.filter((item) => item.id === found);
  return (
    <Page
      title={`${version.title}にこの取組事項はありません`}
      breadcrumb={[
        ...HOME_CRUMBS,
        { title: version.title, href: versionPath(version.id) },
        { title: '取組事項がありません' },
      ]}
      current="plan"
      operator={view.operator}
    >
      {version.contents === 'complete' ? (
        <p>「{found}」という取組事項は、この版の目次にありません。</p>
      ) : (
        <p>「{found}」という取組事項は、この版の資料に名前がありません。</p>
      )}
      {elsewhere.length === 0 ? null : (
        <>
          <h2>同じ取組事項がある版</h2>
          <ul class="dads-list">
            {elsewhere.map((item) => (
              <li key={item.version}>
                <ItemLink item={item} />（{view.plan.versions.find((each) => each.id === item.version)?.title}
                ）
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>{version.title}の取組事項</h2>
      <ul class="dads-list">
        {view.plan.items
          .filter((item) => item.version === version.id)
          .map((item) => (
            <li key={item.id}>
              <ItemLink item={item} />
            </li>
          ))}
      </ul>
    </Page>
  );
}
