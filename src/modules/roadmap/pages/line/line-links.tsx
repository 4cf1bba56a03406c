import { toWareki } from '../../../../core/calendar.ts';
import { Notice } from '../../../../ui/notice.tsx';
import { lineId } from '../../rules/line.ts';
import { Hints, periodText } from '../parts.tsx';
import type { LineView } from './load-line.ts';

/** Other lines of the body to which a line is linked, and days that they share. */
export function LineLinks(view: LineView) {
  const { linked, shared, hints } = view;
  return (
    <section class="dads-section" aria-labelledby="links">
      <h2 id="links">ほかの取組とのつながり</h2>
      {hints.length === 0 ? null : (
        <Notice kind="info" headingLevel={3} title="確かめてほしいこと">
          <Hints hints={hints} />
        </Notice>
      )}
      {linked.length === 0 ? (
        <p>つながりは書かれていません。</p>
      ) : (
        <ul class="dads-list">
          {linked.map(({ line, how }) => (
            <li key={line.lineNo}>
              {how}：<a href={`/roadmap/lines/${lineId(line)}`}>{line.content.title}</a>（
              {periodText(line.content)}）
            </li>
          ))}
        </ul>
      )}
      {shared.length === 0 ? null : (
        <>
          <h3>日が重なる取組</h3>
          <ul class="dads-list">
            {shared.map((date) => (
              <li key={date.on}>
                {toWareki(date.on)}：
                {date.lines.map((other, at) => (
                  <>
                    {at === 0 ? '' : '、'}
                    <a href={`/roadmap/lines/${other.id}`}>{other.title}</a>（{other.what}）
                  </>
                ))}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
