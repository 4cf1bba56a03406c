import type { Form } from '../../../platform/http/form-fields.ts';
import type { Seat } from '../../../spine/contracts/seat.ts';
import { Button } from '../../../ui/button.tsx';
import { FileField, HiddenFields, TextField } from '../../../ui/form.tsx';
import { DataTable } from '../../../ui/table.tsx';
import type { Addition, PackageVersion } from '../queries/fit.ts';
import { businessAt } from '../rules/businesses.ts';
import { judge, judgementText, type Requirement, type Verdict } from '../rules/fit.ts';
import type { Fault } from '../rules/sentences.ts';
import { RequirementForm, VerdictTable } from './fit-parts.tsx';
import { Errors, faultOf, fieldsOf, WorkPage } from './parts.tsx';

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
  /** With the token in it: a file's form is streamed. */
  uploadAction: string;
  form: Form;
  faults: readonly Fault[];
  csrf: string;
}) {
  const { version, form, faults, mayJudge } = props;
  const path = versionPath(version);
  const field = fieldsOf(form, faults);
  const judgement = judge(props.requirements, props.verdicts);
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
      <form class="dads-form--printed" method="post" action={path}>
        <HiddenFields csrf={props.csrf} />
        <VerdictTable {...props} />
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
            <TextField {...field('what')} label="加えた機能" size="full" />
            <TextField {...field('otherBusiness')} label="一体で処理するほかの事務" size="full" />
            <TextField {...field('additionReason')} label="理由" size="full" />
            <Button>判定を記録する</Button>
          </>
        ) : null}
      </form>
      <h2>要件と判定の表（Excel）</h2>
      <p>
        <a href={`${path}/requirements.xlsx`}>要件と判定を書き出す</a>
      </p>
      {mayJudge ? (
        <>
          <form method="post" action={props.uploadAction} encType="multipart/form-data">
            <FileField
              name="file"
              label="要件と判定の表（.xlsx、.csv）"
              hint="要件番号、区別、要件、必須・任意、出典の列。判定と理由は任意。表にない要件はそのままです。"
              accept=".xlsx,.csv"
              required
              error={faultOf(faults, 'file')}
            />
            <Button kind="secondary">表を取り込む</Button>
          </form>
          <RequirementForm path={path} form={form} faults={faults} csrf={props.csrf} />
        </>
      ) : null}
    </WorkPage>
  );
}
