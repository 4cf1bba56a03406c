import { HiddenFields, SelectField, TextArea, TextField } from '../../../../ui/form.tsx';
import type { TemplateItem } from '../../rules/model.ts';
import { STANCES, sectionsOfStep, yearsOf } from '../../rules/sections.ts';
import { starterOf } from '../../rules/template.ts';
import { fieldOf } from '../../rules/write-form.ts';
import type { Failed } from '../asking.ts';
import { errorAt } from '../parts.tsx';
import { FigureFields } from './figure-fields.tsx';
import type { WriteView } from './write-view.ts';

interface StepProps {
  readonly view: WriteView;
  readonly failed: Failed | null;
}

interface Shown {
  readonly text: string;
  readonly choice: string;
  readonly from: string;
  readonly to: string;
}

/** What stands in the fields of a section: what was typed and refused, what is stored, or words to begin with. */
function shown(section: string, { view, failed }: StepProps): Shown {
  if (failed !== null) {
    const { form } = failed;
    return {
      text: form.text(fieldOf.text(section)),
      choice: form.text(fieldOf.choice(section)),
      from: form.text(fieldOf.from(section)),
      to: form.text(fieldOf.to(section)),
    };
  }
  const stored = view.at.sections.get(section);
  const empty = stored === undefined || (stored.text === '' && stored.choice === '');
  const { text, choice } =
    empty && view.example
      ? starterOf(section, view.bodyName, view.items, view.fiscalYear)
      : { text: stored?.text ?? '', choice: stored?.choice ?? '' };
  const years = yearsOf(choice);
  return { text, choice, from: String(years?.from ?? ''), to: String(years?.to ?? '') };
}

export function StepFields(props: StepProps) {
  const { view } = props;
  const sections = sectionsOfStep(view.step, view.items);
  return (
    <>
      <HiddenFields
        values={Object.fromEntries(
          sections.map((section) => [fieldOf.seen(section), seenOf(section, props)]),
        )}
      />
      {view.step === 'items' || view.step === 'roadmap' ? (
        <ItemFields {...props} />
      ) : (
        sections
          .filter((section) => section !== 'figures')
          .map((section) => (
            <TextArea
              key={section}
              name={fieldOf.text(section)}
              label={LABELS[section] ?? section}
              rows={8}
              value={shown(section, props).text}
              error={errorAt(props.failed, fieldOf.text(section))}
            />
          ))
      )}
      {view.step === 'current' ? <FigureFields {...props} /> : null}
    </>
  );
}

function seenOf(section: string, { view, failed }: StepProps): string {
  const typed = failed?.form.text(fieldOf.seen(section)) ?? '';
  return typed === '' ? String(view.at.sections.get(section)?.revision ?? 0) : typed;
}

const LABELS: Readonly<Record<string, string>> = {
  vision: 'ビジョン',
  current: '現状と課題',
  structure: '推進体制',
};

/** Items of the plan under the headings of its groups, each with its fields. */
function ItemFields(props: StepProps) {
  const { items } = props.view;
  const groups = [...new Set(items.map(({ group }) => group))];
  return (
    <>
      {groups.map((group) => {
        const members = items.filter((item) => item.group === group);
        return (
          <section class="dads-section" key={group}>
            <h2>{members[0]?.groupTitle}</h2>
            <Contents plan={props.view.at.version.planVersion} items={members} />
            {members.map((item) =>
              props.view.step === 'items' ? (
                <ItemField key={item.item} item={item} {...props} />
              ) : (
                <RoadmapField key={item.item} item={item} {...props} />
              ),
            )}
          </section>
        );
      })}
    </>
  );
}

/** What the state's plan says of the items: opened beside the form, so that nothing typed is lost. */
function Contents(props: { plan: string; items: readonly TemplateItem[] }) {
  return (
    <p>
      国の計画の内容（別の画面で開きます）：
      {props.items.map(({ item, title }, index) => (
        <>
          {index === 0 ? '' : '、'}
          <a key={item} href={`/plan/${props.plan}/${item}`} target="_blank" rel="noopener">
            {title}
          </a>
        </>
      ))}
    </p>
  );
}

function ItemField(props: StepProps & { item: TemplateItem }) {
  const section = `item:${props.item.item}`;
  const { text, choice } = shown(section, props);
  return (
    <fieldset class="policy-item policy-item--row">
      <legend>{props.item.title}</legend>
      <SelectField
        name={fieldOf.choice(section)}
        label="扱い"
        emptyOption="選んでください"
        options={Object.entries(STANCES).map(([value, title]) => ({ value, title }))}
        value={choice}
      />
      <TextArea
        name={fieldOf.text(section)}
        label="方針"
        rows={2}
        value={text}
        error={errorAt(props.failed, fieldOf.text(section))}
      />
    </fieldset>
  );
}

function RoadmapField(props: StepProps & { item: TemplateItem }) {
  const section = `roadmap:${props.item.item}`;
  const { text, from, to } = shown(section, props);
  const stance = props.view.at.sections.get(`item:${props.item.item}`)?.choice ?? '';
  const said = stance in STANCES ? `（${STANCES[stance as keyof typeof STANCES]}）` : '';
  return (
    <fieldset class="policy-item">
      <legend>
        {props.item.title}
        {said}
      </legend>
      <div class="dads-row">
        <TextField
          name={fieldOf.from(section)}
          label="開始の年度"
          size="short"
          inputMode="numeric"
          value={from}
          error={errorAt(props.failed, fieldOf.from(section))}
        />
        <TextField
          name={fieldOf.to(section)}
          label="終了の年度"
          size="short"
          inputMode="numeric"
          value={to}
        />
      </div>
      <TextField
        name={fieldOf.text(section)}
        label="内容"
        size="full"
        value={text}
        error={errorAt(props.failed, fieldOf.text(section))}
      />
    </fieldset>
  );
}
