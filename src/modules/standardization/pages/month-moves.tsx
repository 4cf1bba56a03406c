import type { Form } from '../../../platform/http/form-fields.ts';
import type { MonthLine } from '../actions/month.ts';
import { isExcluded, parseMoves, STEP_STATES, stateAt } from '../rules/states.ts';
import type { StepList } from '../rules/step-list.ts';

/** How many steps that have not begun are offered; all others stand on the page of the line. */
const NEXT = 2;

/** What of a line may have moved. Name of a checkbox: the business; its value: step, from and to. */
export function Moves(props: { line: MonthLine; list: StepList; form: Form; disabled: boolean }) {
  const { line, list, form } = props;
  const name = `move-${line.businessNo}`;
  const of = (state: string) =>
    list.steps.flatMap((_, index) => (stateAt(line.states, index + 1) === state ? [index + 1] : []));
  const working = of('2').map((step) => ({
    step,
    value: `${step}:2>3`,
    title: `${list.steps[step - 1]}を完了`,
  }));
  const next = [...of('1'), ...of('0')].slice(0, NEXT).map((step) => ({
    step,
    value: `${step}:${stateAt(line.states, step)}>2`,
    title: `${list.steps[step - 1]}に着手`,
  }));
  const offered = [...working, ...next];
  // What was typed against an older stand stays ticked, as a move from what stands now: sent again, it is meant.
  const kept = form
    .all(name)
    .filter((value) => !offered.some((one) => one.value === value))
    .flatMap((value) => parseMoves(value))
    .filter(({ step, to }) => stateAt(line.states, step) !== to)
    .map(({ step, to }) => {
      const now = stateAt(line.states, step);
      const title = `${list.steps[step - 1]}を「${STEP_STATES[to]}」にする（今は「${STEP_STATES[now]}」）`;
      return { step, value: `${step}:${now}>${to}`, title };
    });
  const all = [...offered, ...kept];
  if (all.length === 0) return <>{isExcluded(line.counts) ? '対象外です' : 'すべて終わっています'}</>;
  const ticked = new Set([...form.all(name), ...kept.map((one) => one.value)]);
  return (
    <div class="dads-choices dads-choices--inline">
      <div class="dads-choices__list">
        {all.map((one) => (
          <label class="dads-choice" key={one.value}>
            <input
              type="checkbox"
              name={name}
              value={one.value}
              checked={ticked.has(one.value)}
              disabled={props.disabled}
            />
            <span>{one.title}</span>
          </label>
        ))}
      </div>
    </div>
  );
}
