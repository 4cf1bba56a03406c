import type { HandoverLine, HandoverSource } from '../contracts/handover.ts';
import { loadSteps, OWN_TEMPLATES } from './load.ts';
import { isClosed, STATE_TITLES, stepTitle } from './rules/model.ts';
import { viewOn } from './rules/replay.ts';
import { knownTemplate } from './templates.ts';

/** Steps under way or planned, and by when. */
export const stepsHandover: HandoverSource = {
  id: 'steps',
  async handover(tx, post, today) {
    const found = (await loadSteps(tx, [post.bodyCode], OWN_TEMPLATES, viewOn(today))).get(post.bodyCode)!;
    const lines = OWN_TEMPLATES.flatMap((id) =>
      found[id].lines
        .filter(
          (line) =>
            !isClosed(line.state) && (line.state === 'in-progress' || line.planned?.plannedOn != null),
        )
        .map((line): HandoverLine => {
          const dueOn = line.planned?.plannedOn ?? null;
          return {
            text: `${knownTemplate(id).title}　${stepTitle(line.step)}（${STATE_TITLES[line.state]}）`,
            href: `/steps/${id}/${line.step.id}`,
            ...(dueOn === null ? {} : { dueOn }),
            ...(line.event?.note == null ? {} : { note: line.event.note }),
          };
        }),
    );
    return [{ title: '手順書のステップ', empty: '作業中や予定日のあるステップはありません。', lines }];
  },
};
