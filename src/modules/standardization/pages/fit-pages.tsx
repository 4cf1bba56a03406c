import type { Seat } from '../../../spine/contracts/seat.ts';
import { Button } from '../../../ui/button.tsx';
import { Checkbox, HiddenFields, SelectField, TextField } from '../../../ui/form.tsx';
import { DataTable } from '../../../ui/table.tsx';
import type { Addition, PackageVersion } from '../queries/fit.ts';
import { businessAt } from '../rules/businesses.ts';
import {
  judge,
  judgementText,
  REQUIREMENT_KINDS,
  type Requirement,
  VERDICTS,
  type Verdict,
} from '../rules/fit.ts';
import type { Fault } from '../rules/sentences.ts';
import type { Form } from './asking.ts';
import { Errors, faultOf, WorkPage } from './parts.tsx';

export function versionPath(one: Pick<PackageVersion, 'packageId' | 'version' | 'businessNo'>): string {
  return `/standardization/packages/${one.packageId}/${encodeURIComponent(one.version)}/${one.businessNo}`;
}

/** Packages in use, each version of which is judged once. */
export function PackagesPage(props: { seat: Seat; versions: readonly PackageVersion[] }) {
  return (
    <WorkPage
      seat={props.seat}
      title="標準準拠システムの適合性"
      crumbs={[{ title: '適合性' }]}
      lead={<p>パッケージの版ごとに一度判定し、その版を使う団体が引き継ぎます。</p>}
    >
      <DataTable
        caption="登録されたパッケージの版"
        columns={[
          {
            id: 'name',
            title: 'パッケージ',
            cell: (one: PackageVersion) => (
              <a href={versionPath(one)}>{`${one.packageName} ${one.version}`}</a>
            ),
          },
          { id: 'business', title: '業務', cell: (one) => businessAt(one.businessNo)?.title ?? '' },
          { id: 'vendor', title: '事業者', cell: (one) => one.vendor },
          { id: 'bodies', title: '使う団体', unit: '団体', align: 'number', cell: (one) => one.bodies },
        ]}
        rows={props.versions}
        rowKey={versionPath}
        rowHeader="name"
        empty="団体がシステムの台帳に版を書くと、ここに出ます。"
      />
    </WorkPage>
  );
}

/** One version: its requirements with the verdicts, additions, and the judgement that all its bodies inherit. */
export function VersionPage(props: {
  seat: Seat;
  version: PackageVersion;
  requirements: readonly Requirement[];
  verdicts: readonly (Verdict & { readonly seatTitle: string })[];
  additions: readonly Addition[];
  mayJudge: boolean;
  form: Form;
  faults: readonly Fault[];
  csrf: string;
}) {
  const { version, requirements, form, faults, mayJudge } = props;
  const path = versionPath(version);
  const judgement = judge(requirements, props.verdicts);
  const verdictOf = (requirement: Requirement) =>
    props.verdicts.find((one) => one.requirementNo === requirement.requirementNo);
  const rows = requirements.map((requirement, index) => ({
    requirement,
    index,
    verdict: verdictOf(requirement),
  }));
  return (
    <WorkPage
      seat={props.seat}
      title={`${version.packageName} ${version.version}`}
      crumbs={[{ title: '適合性', href: '/standardization/packages' }, { title: version.packageName }]}
      asOf={businessAt(version.businessNo)?.title}
      coverage={`${version.bodies}団体が使っています`}
      lead={<p>{judgementText(judgement)}</p>}
      wide
    >
      <Errors faults={faults} title="保存していません。入力は残っています" />
      <form method="post" action={path}>
        <HiddenFields csrf={props.csrf} />
        <DataTable
          caption="要件と判定"
          wide
          columns={[
            { id: 'no', title: '番号', cell: (row: (typeof rows)[number]) => row.requirement.requirementNo },
            { id: 'kind', title: '区別', cell: (row) => REQUIREMENT_KINDS[row.requirement.kind] },
            { id: 'title', title: '要件', cell: (row) => row.requirement.title },
            { id: 'mandatory', title: '必須', cell: (row) => (row.requirement.mandatory ? '必須' : '任意') },
            {
              id: 'verdict',
              title: '判定',
              cell: (row) =>
                mayJudge ? (
                  <SelectField
                    name={`verdict-${row.index}`}
                    label={`${row.requirement.requirementNo}の判定`}
                    emptyOption="判定前"
                    value={form.text(`verdict-${row.index}`) || row.verdict?.verdict}
                    options={Object.entries(VERDICTS).map(([value, title]) => ({ value, title }))}
                  />
                ) : row.verdict === undefined ? (
                  '判定前'
                ) : (
                  VERDICTS[row.verdict.verdict]
                ),
            },
            {
              id: 'reason',
              title: '理由',
              cell: (row) =>
                mayJudge ? (
                  <TextField
                    name={`reason-${row.index}`}
                    label={`${row.requirement.requirementNo}の理由`}
                    value={form.text(`reason-${row.index}`) || (row.verdict?.reason ?? '')}
                    error={faultOf(faults, `reason-${row.index}`)}
                  />
                ) : (
                  (row.verdict?.reason ?? '')
                ),
            },
          ]}
          rows={rows}
          rowKey={(row) => row.requirement.requirementNo}
          empty="この業務の要件が、まだ登録されていません。"
        />
        <h2>標準に加えた機能</h2>
        <p>ほかの事務と一体で処理することが効率的なときに、必要な最小限度だけ加えられます。</p>
        <DataTable
          caption="加えた機能"
          captionHidden
          columns={[
            { id: 'what', title: '内容', cell: (one: Addition) => one.what },
            { id: 'other', title: '一体で処理するほかの事務', cell: (one) => one.otherBusiness },
            { id: 'reason', title: '理由', cell: (one) => one.reason },
          ]}
          rows={props.additions}
          rowKey={(one) => String(one.additionNo)}
          empty="加えた機能の記録はありません。"
        />
        {mayJudge ? (
          <>
            <TextField
              name="what"
              label="加えた機能"
              size="full"
              value={form.text('what')}
              error={faultOf(faults, 'what')}
            />
            <TextField
              name="otherBusiness"
              label="一体で処理するほかの事務"
              size="full"
              value={form.text('otherBusiness')}
            />
            <TextField name="additionReason" label="理由" size="full" value={form.text('additionReason')} />
            <Button>判定を記録する</Button>
          </>
        ) : null}
      </form>
      {mayJudge ? <RequirementForm path={path} form={form} faults={faults} csrf={props.csrf} /> : null}
    </WorkPage>
  );
}

function RequirementForm(props: { path: string; form: Form; faults: readonly Fault[]; csrf: string }) {
  const { form, faults } = props;
  return (
    <>
      <h2>要件を登録する</h2>
      <form method="post" action={`${props.path}/requirements`}>
        <HiddenFields csrf={props.csrf} />
        <TextField
          name="requirementNo"
          label="要件の番号"
          size="short"
          value={form.text('requirementNo')}
          error={faultOf(faults, 'requirementNo')}
        />
        <SelectField
          name="kind"
          label="区別"
          value={form.text('kind')}
          options={Object.entries(REQUIREMENT_KINDS).map(([value, title]) => ({ value, title }))}
        />
        <TextField name="title" label="内容" size="full" value={form.text('title')} />
        <TextField
          name="source"
          label="出典（標準仕様書の名前と版）"
          size="full"
          value={form.text('source')}
        />
        <Checkbox name="mandatory" label="必須の要件" checked />
        <Button kind="secondary">要件を登録する</Button>
      </form>
    </>
  );
}
