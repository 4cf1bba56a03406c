import { Button } from '../../../../ui/button.tsx';
import { SelectField } from '../../../../ui/form.tsx';
import { DataTable } from '../../../../ui/table.tsx';
import type { WholePolicy, WholeVersion } from '../../actions/open.ts';
import { COMPARED_TITLES, type ComparedSection } from '../../rules/compare.ts';
import { versionTitle } from '../../rules/model.ts';
import { Lines, PolicyPage } from '../parts.tsx';

/** Two versions beside each other, section by section; what is the same is counted, not repeated. */
export function ComparePage(props: {
  whole: WholePolicy;
  from: WholeVersion | null;
  to: WholeVersion | null;
  compared: readonly ComparedSection[];
}) {
  const { policy, versions } = props.whole;
  const base = `/overall-policy/${policy.policyNo}`;
  const options = versions.map(({ version }) => ({
    value: String(version.versionNo),
    title: versionTitle(version.versionNo),
  }));
  const different = props.compared.filter(({ state }) => state !== 'same');
  const same = props.compared.length - different.length;
  return (
    <PolicyPage
      title={`${policy.title}の版を比べる`}
      crumbs={[{ title: policy.title, href: base }, { title: '版の比較' }]}
      wide
    >
      <form class="dads-row" method="get" action={`${base}/compare`}>
        <SelectField
          name="from"
          label="元の版"
          options={options}
          value={String(props.from?.version.versionNo ?? 1)}
        />
        <SelectField
          name="to"
          label="比べる版"
          options={options}
          value={String(props.to?.version.versionNo ?? 1)}
        />
        <Button kind="secondary">比べる</Button>
      </form>
      {props.from === null || props.to === null ? (
        <p>比べる版がありません。改定を始めると、版を比べられます。</p>
      ) : (
        <>
          <p>
            異なる欄は{different.length}件、同じ欄は{same}件です。
          </p>
          <DataTable
            caption={`${versionTitle(props.from.version.versionNo)}と${versionTitle(props.to.version.versionNo)}の違い`}
            wide
            rowHeader="title"
            rows={different}
            rowKey={({ section }) => section}
            empty="違いはありません。"
            columns={[
              { id: 'title', title: '欄', cell: ({ title }) => title },
              { id: 'state', title: '違い', cell: ({ state }) => COMPARED_TITLES[state] },
              { id: 'from', title: '元の版', cell: ({ from }) => <Lines text={from || '―'} /> },
              { id: 'to', title: '比べる版', cell: ({ to }) => <Lines text={to || '―'} /> },
            ]}
          />
        </>
      )}
    </PolicyPage>
  );
}
