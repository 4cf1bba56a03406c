import { type Day, formatDay } from '../../../core/calendar.ts';
import { Button } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/form.tsx';
import { instantText } from '../../../ui/instant-text.ts';
import { Notice } from '../../../ui/notice.tsx';
import { DataTable } from '../../../ui/table.tsx';
import type { OfficeGroup, OfficePost, OfficeView } from '../load.ts';
import type { Recovery } from '../queries/recovery.ts';
import { gaps, nextRotation } from '../rules/dated.ts';
import { roleOf } from '../rules/roles.ts';
import { asOfText, gapText, OfficePage, SeatLine } from './parts.tsx';

export function OfficeOverview(props: {
  bodyName: string;
  view: OfficeView;
  today: Day;
  administers: boolean;
  mayRecover: boolean;
  recoveries: readonly Recovery[];
}) {
  const { view, today, administers } = props;
  return (
    <OfficePage
      title={`${props.bodyName}の課・職・在席`}
      crumbs={[{ title: props.bodyName }]}
      asOf={asOfText(view.day, today)}
      lead={<p>仕事は職に属します。人が替わっても、調査や記録は職に残ります。</p>}
    >
      <Warnings view={view} today={today} />
      {administers ? <Tools mayRecover={props.mayRecover} /> : null}
      {view.groups.map((group) => (
        <GroupTable
          key={group.section?.sectionId ?? ''}
          group={group}
          today={today}
          administers={administers}
        />
      ))}
      {view.groups.length === 0 ? <p>この日に置かれた課や職はありません。</p> : null}
      <section class="dads-section" aria-labelledby="ahead">
        <h2 id="ahead">これからの異動・組織改正</h2>
        <DataTable
          caption="日付の入った予定"
          captionHidden
          columns={[
            { id: 'on', title: '日付', cell: (line) => formatDay(line.on) },
            {
              id: 'what',
              title: '内容',
              cell: (line) =>
                line.postId === null ? line.what : <a href={`/office/posts/${line.postId}`}>{line.what}</a>,
            },
          ]}
          rows={view.ahead}
          rowKey={(line) => `${line.on}-${line.what}-${line.postId ?? ''}`}
          empty="日付の入った予定はありません。後任は職のページから先の日付で登録できます。"
        />
      </section>
      <OnDay view={view} today={today} />
      {props.recoveries.length === 0 ? null : <Recoveries recoveries={props.recoveries} />}
    </OfficePage>
  );
}

function Warnings(props: { view: OfficeView; today: Day }) {
  const gap = props.view.withoutAdministrator;
  if (gap === null) return null;
  return (
    <Notice kind="warning" title={`管理者のいない期間があります：${gapText(gap)}`}>
      <p>後任を先の日付で登録するか、ほかの職に管理の権限を加えてください。</p>
    </Notice>
  );
}

function Tools(props: { mayRecover: boolean }) {
  return (
    <p class="dads-row">
      <Button kind="secondary" href="/office/posts/new">
        職を置く
      </Button>
      <Button kind="secondary" href="/office/sections/new">
        課を置く
      </Button>
      <Button kind="secondary" href="/office/people">
        人とアカウント
      </Button>
      {props.mayRecover ? (
        <Button kind="secondary" href="/office/recovery">
          管理者のいない団体
        </Button>
      ) : null}
    </p>
  );
}

function GroupTable(props: { group: OfficeGroup; today: Day; administers: boolean }) {
  const { group, today, administers } = props;
  const { section } = group;
  const id = `section-${section?.sectionId ?? 'whole'}`;
  return (
    <section class="dads-section" aria-labelledby={id}>
      <h2 id={id}>{section === null ? '団体全体の職' : section.name}</h2>
      {section === null ? null : (
        <p class="dads-row">
          <span>執行機関：{section.organ}</span>
          {administers ? (
            <a href={`/office/sections/${section.sectionId}`}>「{section.name}」を改める</a>
          ) : null}
        </p>
      )}
      <DataTable
        caption={`${section === null ? '団体全体' : section.name}の職と在席`}
        captionHidden
        columns={[
          {
            id: 'post',
            title: '職と役割',
            cell: (post: OfficePost) => (
              <>
                <a href={`/office/posts/${post.version.postId}`}>{post.version.title}</a>
                <br />
                <small>{roleText(post)}</small>
              </>
            ),
          },
          { id: 'who', title: '在席', cell: (post) => <Holders post={post} today={today} /> },
        ]}
        rows={group.posts}
        rowKey={(post) => post.version.postId}
        rowHeader="post"
        empty="この課に職はありません。"
      />
    </section>
  );
}

function roleText(post: OfficePost): string {
  const { role, adjustments } = post.version;
  const title = roleOf(role)?.title ?? role;
  return adjustments.length === 0 ? title : `${title}（権限の変更 ${adjustments.length}件）`;
}

function Holders(props: { post: OfficePost; today: Day }) {
  const { holders, seats } = props.post;
  const [gap] = gaps(seats, props.today);
  return (
    <ul class="dads-plain-list">
      {holders.map((seat) => (
        <li key={seat.seatId}>
          <SeatLine seat={seat} days />
        </li>
      ))}
      {holders.length === 0 ? (
        <li>
          <span class="dads-chip dads-chip--missing">空席</span>
        </li>
      ) : gap === undefined ? null : (
        <li>
          <small>空席：{gapText(gap)}</small>
        </li>
      )}
    </ul>
  );
}

function OnDay(props: { view: OfficeView; today: Day }) {
  const rotation = nextRotation(props.today);
  return (
    <form class="dads-inline-form" action="/office" method="get">
      <TextField
        name="on"
        label="別の日の姿を見る"
        hint={`例：${rotation}（次の4月1日）`}
        size="short"
        value={props.view.day === props.today ? rotation : props.view.day}
      />
      <Button kind="secondary">この日で見る</Button>
    </form>
  );
}

function Recoveries(props: { recoveries: readonly Recovery[] }) {
  return (
    <section class="dads-section" aria-labelledby="recoveries">
      <h2 id="recoveries">団体の外から登録された管理者</h2>
      <p>この団体の管理者は、次の公文書に基づいて団体の外から登録されました。</p>
      <DataTable
        caption="団体の外から登録された管理者"
        captionHidden
        columns={[
          { id: 'at', title: '登録日時', cell: (line: Recovery) => instantText(line.recordedAt) },
          { id: 'by', title: '登録者', cell: (line) => line.givenByName ?? '運用管理者' },
          { id: 'no', title: '文書番号', cell: (line) => line.documentNo },
          { id: 'on', title: '文書の日付', cell: (line) => formatDay(line.documentOn) },
        ]}
        rows={props.recoveries}
        rowKey={(line) => line.recoveryId}
      />
    </section>
  );
}
