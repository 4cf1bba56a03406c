import type { HandoverSource } from '../../spine/contracts/handover.ts';
import { linesOf } from './queries/lines.ts';
import { type Line, lineId, STATES } from './rules/line.ts';
import { latenessOn, phaseOn } from './rules/standing.ts';

/** What a successor must know of the roadmap: lines of the post or its 課, how they stand, what is next, what may go wrong. */
export const roadmapHandover: HandoverSource = {
  id: 'roadmap',
  async handover(tx, post, today) {
    const lines = (await linesOf(tx, post.bodyCode)).filter(
      (line) => phaseOn(line.content, today) !== 'ended' && isOf(line, post),
    );
    return [
      {
        title: '担当する個別取組',
        empty: '担当する個別取組はありません。',
        lines: lines.map((line) => {
          const { state, next, risks, title } = line.content;
          const told = state === null ? '状態は未記入' : `${STATES[state.level].title}：${state.text}`;
          const action = next === null ? '次の行動は未記入' : `次の行動：${next.text}`;
          const late = latenessOn(line.content, today).map((reason) => reason.text);
          const note = [
            risks === null ? null : `リスク：${risks}`,
            late.length === 0 ? null : late.join('。'),
          ]
            .filter((part) => part !== null)
            .join('\n');
          return {
            text: `${title}（${lineId(line)}）　${told}　${action}`,
            href: `/roadmap/lines/${lineId(line)}`,
            ...(next === null ? {} : { dueOn: next.on }),
            ...(note === '' ? {} : { note }),
          };
        }),
      },
    ];
  },
};

function isOf(line: Line, post: { readonly postId: string; readonly sectionId: string | null }): boolean {
  const { owner, next } = line.content;
  if (owner?.postId === post.postId || next?.owner?.postId === post.postId) return true;
  return post.sectionId !== null && owner?.postId === null && owner.sectionId === post.sectionId;
}
