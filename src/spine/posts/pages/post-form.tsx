import type { Form } from '../../../platform/http/form-fields.ts';
import { Checkbox, RadioGroup, SelectField, TextField } from '../../../ui/form.tsx';
import type { Right, Seat } from '../../contracts/seat.ts';
import type { SectionVersion } from '../queries/offices.ts';
import { grantable, rightTitle, rolesFor } from '../rules/roles.ts';
import type { FieldError } from './form.ts';
import { DatedForm, FormErrors, OfficePage, typedIn } from './parts.tsx';

export interface PostFormProps {
  token: string;
  kind: Seat['kind'];
  sections: readonly SectionVersion[];
  form: Form;
  error: FieldError | null;
}

export function NewPostPage(props: PostFormProps) {
  return (
    <OfficePage title="職を置く" crumbs={[{ title: '職を置く' }]}>
      <FormErrors error={props.error} />
      <PostForm {...props} action="/office/posts" button="職を置く" dayLabel="置く日" rights={null} />
    </OfficePage>
  );
}

export function ChangePostPage(
  props: PostFormProps & { postId: string; title: string; rights: ReadonlySet<string> },
) {
  return (
    <OfficePage
      title={`職「${props.title}」を改める`}
      crumbs={[{ title: props.title, href: `/office/posts/${props.postId}` }, { title: '改める' }]}
      lead={<p>続いている仕事と在席は、そのまま職に残ります。</p>}
    >
      <FormErrors error={props.error} />
      <PostForm
        {...props}
        action={`/office/posts/${props.postId}`}
        button="この日から改める"
        dayLabel="改める日"
      />
    </OfficePage>
  );
}

function PostForm(
  props: PostFormProps & {
    action: string;
    button: string;
    dayLabel: string;
    /** What the post may do now; null: nothing is chosen one by one. */
    rights: ReadonlySet<string> | null;
  },
) {
  const { form } = props;
  const typed = typedIn(form, props.error);
  return (
    <DatedForm {...props}>
      <TextField
        {...typed('title')}
        label="職の名称"
        hint="例：情報政策係長、副町長（CIO）"
        maxLength={60}
        required
      />
      <SelectField
        {...typed('section')}
        label="課"
        emptyOption="団体全体の職（長、CIOなど）"
        options={props.sections.map((each) => ({
          value: each.sectionId,
          title: each.name,
          group: each.organ,
        }))}
      />
      <RadioGroup
        {...typed('role')}
        label="役割（標準の権限）"
        options={rolesFor(props.kind).map((role) => ({
          value: role.id,
          title: role.title,
          hint: role.about,
        }))}
        required
      />
      {props.rights === null ? null : <Rights kind={props.kind} rights={props.rights} form={form} />}
      <Checkbox
        name="shared"
        label="複数の人が同時に在席できる"
        hint="係員のように、同じ職に何人もいるときに選びます。"
        checked={form.text('shared') === '1'}
      />
    </DatedForm>
  );
}

function Rights(props: { kind: Seat['kind']; rights: ReadonlySet<string>; form: Form }) {
  return (
    <>
      <Checkbox
        name="adjust"
        label="権限を一つずつ選ぶ"
        hint="選ばないときは、役割の標準の権限になります。"
        checked={props.form.text('adjust') === '1'}
      />
      <fieldset class="dads-field dads-choices">
        <legend class="dads-field__label">権限</legend>
        <div class="dads-choices__list">
          {grantable(props.kind).map((right: Right) => {
            const id = `f-right-${right.replace(':', '-')}`;
            return (
              <label class="dads-choice" key={right} for={id}>
                <input type="checkbox" id={id} name="right" value={right} checked={props.rights.has(right)} />
                <span>{rightTitle(right)}</span>
              </label>
            );
          })}
        </div>
      </fieldset>
    </>
  );
}
