import { type Day, formatDay } from '../../../core/calendar.ts';
import type { Form } from '../../../platform/http/form-fields.ts';
import { Button } from '../../../ui/button.tsx';
import { HiddenFields, SelectField, TextField } from '../../../ui/form.tsx';
import { DataTable } from '../../../ui/table.tsx';
import type { SectionVersion } from '../queries/offices.ts';
import type { FieldError } from './form.ts';
import { DatedForm, DayField, FormErrors, OfficePage, typedIn } from './parts.tsx';

export interface SectionFormProps {
  token: string;
  organs: readonly string[];
  /** Sections of the first level, for 「上位の課」. */
  parents: readonly SectionVersion[];
  form: Form;
  error: FieldError | null;
}

export function NewSectionPage(props: SectionFormProps) {
  return (
    <OfficePage title="課を置く" crumbs={[{ title: '課を置く' }]}>
      <FormErrors error={props.error} />
      <SectionForm {...props} action="/office/sections" button="課を置く" dayLabel="置く日" />
    </OfficePage>
  );
}

export function SectionPage(
  props: SectionFormProps & { section: SectionVersion; versions: readonly SectionVersion[]; today: Day },
) {
  const { section } = props;
  return (
    <OfficePage title={`「${section.name}」を改める`} crumbs={[{ title: section.name }]}>
      <FormErrors error={props.error} />
      <SectionForm
        {...props}
        action={`/office/sections/${section.sectionId}`}
        button="この日から改める"
        dayLabel="改める日"
      />
      <section class="dads-section" aria-labelledby="close-section">
        <h2 id="close-section">課を廃止する</h2>
        <p>この課の職を、先にほかの課へ移すか廃止してください。記録は残ります。</p>
        <form action={`/office/sections/${section.sectionId}/close`} method="post">
          <HiddenFields csrf={props.token} />
          <DayField id="f-close-day" label="廃止する日" value={props.form.text('closeDay')} error={null} />
          <Button kind="secondary">この日に廃止する</Button>
        </form>
      </section>
      <section class="dads-section" aria-labelledby="versions">
        <h2 id="versions">これまでとこれから</h2>
        <DataTable
          caption="課の名称の移り変わり"
          captionHidden
          columns={[
            { id: 'from', title: 'いつから', cell: (line: SectionVersion) => formatDay(line.validFrom) },
            { id: 'name', title: '名称', cell: (line) => (line.closed ? '（廃止）' : line.name) },
            { id: 'organ', title: '執行機関', cell: (line) => line.organ },
          ]}
          rows={props.versions}
          rowKey={(line) => String(line.versionNo)}
        />
      </section>
    </OfficePage>
  );
}

function SectionForm(props: SectionFormProps & { action: string; button: string; dayLabel: string }) {
  const typed = typedIn(props.form, props.error);
  return (
    <DatedForm {...props}>
      <TextField {...typed('name')} label="課の名称" maxLength={60} required />
      <SelectField
        {...typed('organ')}
        label="執行機関"
        hint="選挙人名簿は選挙管理委員会、就学は教育委員会のように、事務を管理する機関を選びます。"
        options={props.organs.map((organ) => ({ value: organ, title: organ }))}
      />
      <SelectField
        {...typed('section')}
        label="上位の課（部など）"
        emptyOption="なし"
        options={props.parents.map((each) => ({ value: each.sectionId, title: each.name }))}
      />
    </DatedForm>
  );
}
