import { isSample } from '../../../core/body-code.ts';
import { formatDay } from '../../../core/calendar.ts';
import type { RegisterBody } from '../../../spine/bodies/rules/register.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Page } from '../../../ui/page.tsx';
import { PaperBlocks } from '../../../ui/paper.tsx';
import { DataTable } from '../../../ui/table.tsx';
import type { WholeVersion } from '../actions/open.ts';
import type { HeldPolicy } from '../actions/standing.ts';
import { bodyCounts } from '../rules/counting.ts';
import { firstPage } from '../rules/input.ts';
import { type TemplateItem, versionTitle } from '../rules/model.ts';
import { policyBlocks } from '../rules/paper.ts';
import { Facts } from './parts.tsx';

interface PublicProps {
  readonly body: RegisterBody;
  readonly shown: readonly HeldPolicy[];
  readonly items: ReadonlyMap<string, readonly TemplateItem[]>;
  readonly names: ReadonlyMap<string, string>;
}

/** What everybody reads of a body's 全体方針: what is published, since when, by which decision. */
export function PublicPage(props: PublicProps) {
  const { body, shown } = props;
  const since = bodyCounts(shown.map(({ standing }) => standing));
  const title =
    since === null ? `${body.name}の全体方針は、ここでは公表されていません` : `${body.name}の全体方針`;
  return (
    <Page
      title={title}
      documentTitle={`${body.name}の全体方針`}
      sample={isSample(body.bodyCode)}
      breadcrumb={[
        { title: '全国', href: '/' },
        { title: body.name, href: `/bodies/${body.bodyCode}` },
        { title: '全体方針' },
      ]}
      asOf={since === null ? undefined : `${formatDay(since)}から`}
      sources={[
        {
          title: `${body.name}の全体方針`,
          publisher: body.name,
          licence: '各団体の利用条件によります',
          attribution: `出典：${body.name}がしるべに登録した全体方針`,
        },
      ]}
    >
      {shown.length === 0 ? (
        <p>公表された全体方針の登録がありません。団体に全体方針がないことを示すものではありません。</p>
      ) : null}
      {shown.map((held) => (
        <Published key={held.subject} held={held} {...props} />
      ))}
    </Page>
  );
}

function Published(props: PublicProps & { held: HeldPolicy }) {
  const { held, body } = props;
  const { policy, versions } = held.whole;
  const newest = versions.findLast(({ version }) => version.publishedOn !== null);
  if (newest === undefined) return null;
  const lead =
    policy.bodyCode === body.bodyCode ? null : (props.names.get(policy.bodyCode) ?? policy.bodyCode);
  return (
    <article class="dads-section" aria-labelledby={`p-${held.subject}`}>
      <h2 id={`p-${held.subject}`}>{policy.title}</h2>
      {policy.abolition === null ? null : (
        <Notice kind="warning" title={`${formatDay(policy.abolition.on)}に廃止しました`} headingLevel={3}>
          <p>理由：{policy.abolition.reason}</p>
        </Notice>
      )}
      <Facts
        rows={[
          ...(lead === null ? [] : [['共同で定める団体', lead] as const]),
          ['版', versionTitle(newest.version.versionNo)],
          ['決裁日', newest.version.decision === null ? '―' : formatDay(newest.version.decision.on)],
          ['公表日', newest.version.publishedOn === null ? '―' : formatDay(newest.version.publishedOn)],
          ['公表の場所', <Place whole={newest} />],
          ...(policy.obligations === null ? [] : [['兼ねている計画', policy.obligations] as const]),
        ]}
      />
      {newest.version.way === 'registered' ? (
        <Registered code={policy.bodyCode} whole={newest} />
      ) : (
        <PaperBlocks
          blocks={policyBlocks({
            policy,
            ...newest,
            items: props.items.get(newest.version.planVersion) ?? [],
          })}
        />
      )}
      {versions.length < 2 ? null : (
        <DataTable
          caption="公表した版"
          rows={versions.filter(({ version }) => version.publishedOn !== null)}
          rowKey={({ version }) => String(version.versionNo)}
          columns={[
            { id: 'title', title: '版', cell: ({ version }) => versionTitle(version.versionNo) },
            {
              id: 'on',
              title: '公表日',
              cell: ({ version }) => (version.publishedOn === null ? '―' : formatDay(version.publishedOn)),
            },
            { id: 'note', title: '改定の理由', cell: ({ version }) => version.changeNote ?? '―' },
          ]}
        />
      )}
    </article>
  );
}

function Place({ whole }: { whole: WholeVersion }) {
  const url = whole.version.publishedUrl ?? whole.version.url;
  return url === null ? (
    <>このページ</>
  ) : (
    <a href={url} rel="noreferrer noopener">
      {url}
    </a>
  );
}

/** Where the two parts stand in a document. The PDF is offered where no address leads to it (`queries/copied.ts`). */
function Registered({ code, whole }: { code: string; whole: WholeVersion }) {
  const { version } = whole;
  const pages = (title: string, at: string | null) => {
    const first = firstPage(at);
    const pdf = version.url !== null && /\.pdf$/i.test(version.url) && first !== null;
    return [
      title,
      at === null ? (
        '記録なし'
      ) : pdf ? (
        <a href={`${version.url}#page=${first}`} rel="noreferrer noopener">
          {at}ページ
        </a>
      ) : (
        `${at}ページ`
      ),
    ] as const;
  };
  return (
    <Facts
      rows={[
        pages('ビジョンのページ', version.visionPages),
        pages('工程表のページ', version.roadmapPages),
        ...(version.fileSha256 === null || version.url !== null || version.publishedUrl !== null
          ? []
          : [
              [
                'PDF',
                <a href={`/overall-policy/of/${code}/files/${version.fileSha256}`}>PDFを保存する</a>,
              ] as const,
            ]),
      ]}
    />
  );
}
