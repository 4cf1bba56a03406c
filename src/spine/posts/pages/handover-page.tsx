import { type Day, formatDay } from '../../../core/calendar.ts';
import { DescriptionList } from '../../../ui/description-list.tsx';
import { instantText } from '../../../ui/instant-text.ts';
import type { HandoverLine, HandoverSection } from '../../contracts/handover.ts';
import { covers, spanText } from '../rules/dated.ts';
import { rightTitle, roleOf } from '../rules/roles.ts';
import { OfficePage, personText } from './parts.tsx';
import type { PostView } from './post-page.tsx';

/** 引継書: made anew at every look, so that it is never older than the work. One A4 page or two, in grey. */
export function HandoverPage(props: {
  bodyName: string;
  view: PostView;
  today: Day;
  sections: readonly HandoverSection[];
}) {
  const { view, today } = props;
  const { version } = view;
  const place = [props.bodyName, view.sectionName, version.title].filter((part) => part !== null).join(' ');
  const present = view.seats.filter((seat) => covers(seat, today));
  const ahead = view.seats.filter((seat) => seat.validFrom > today && seat.validTo !== seat.validFrom);
  return (
    <OfficePage
      title={`引継書　${place}`}
      crumbs={[{ title: version.title, href: `/office/posts/${version.postId}` }, { title: '引継書' }]}
      asOf={`${formatDay(today)}現在`}
      lead={<p>しるべの記録から作りました。印刷はA4縦です。</p>}
    >
      <section class="dads-section" aria-labelledby="post">
        <h2 id="post">職と在席</h2>
        <DescriptionList
          items={[
            { term: '職', detail: place },
            { term: '前任', detail: present.map(named).join('、') || '空席' },
            { term: '後任', detail: ahead.map(named).join('、') || '登録なし' },
            { term: '役割', detail: roleOf(version.role)?.title ?? version.role },
            {
              term: '権限',
              detail: view.rights.map((right) => rightTitle(right as `${string}:read`)).join('、'),
            },
          ]}
        />
      </section>
      {props.sections.map((section) => (
        <section class="dads-section" key={section.title}>
          <h2>{section.title}</h2>
          {section.lines.length === 0 ? <p>{section.empty}</p> : <Lines lines={section.lines} />}
        </section>
      ))}
      <section class="dads-section" aria-labelledby="notes">
        <h2 id="notes">引継ぎ事項</h2>
        {view.notes.length === 0 ? <p>記入はありません。</p> : null}
        <ul class="dads-list">
          {view.notes.map((note) => (
            <li key={note.noteId}>
              <span class="dads-prewrap">{note.text}</span>（{instantText(note.writtenAt)}）
            </li>
          ))}
        </ul>
      </section>
      <section class="dads-section dads-only-print">
        <p>引継ぎを終えた日：　　　　年　　　月　　　日</p>
        <p>前任者：　　　　　　　　　　　後任者：　　　　　　　　　　　立会者：</p>
      </section>
    </OfficePage>
  );
}

function named(seat: PostView['seats'][number]): string {
  return `${personText(seat)}（${spanText(seat)}）`;
}

function Lines(props: { lines: readonly HandoverLine[] }) {
  const lines = [...props.lines].sort((a, b) => ((a.dueOn ?? '9') < (b.dueOn ?? '9') ? -1 : 1));
  return (
    <ul class="dads-list">
      {lines.map((line) => (
        <li key={`${line.text}-${line.href ?? ''}`}>
          {line.href === undefined ? line.text : <a href={line.href}>{line.text}</a>}
          {line.dueOn === undefined ? null : `　期限：${formatDay(line.dueOn)}`}
          {line.note === undefined ? null : (
            <p class="dads-prewrap">
              <small>{line.note}</small>
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
