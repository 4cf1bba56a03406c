import { formatDay } from '../../../../core/calendar.ts';
import { formatBytes } from '../../../../platform/files/refusals.ts';
import { Button } from '../../../../ui/button.tsx';
import { Checkbox, HiddenFields } from '../../../../ui/form.tsx';
import { PaperBlocks } from '../../../../ui/paper.tsx';
import type { WholeVersion } from '../../actions/open.ts';
import type { HeldPolicy } from '../../actions/standing.ts';
import type { StoredFile } from '../../queries/files.ts';
import { type TemplateItem, versionTitle } from '../../rules/model.ts';
import { policyBlocks } from '../../rules/paper.ts';
import type { Failed } from '../asking.ts';
import { DecisionFields, fieldsOf } from '../decision-fields.tsx';
import { Facts, FormErrors, PolicyPage, standingText, VersionState } from '../parts.tsx';

/** What is shared, as far as it is written, and the answer of this body by its own decision. */
export function JointPage(props: {
  held: HeldPolicy;
  newest: WholeVersion;
  items: readonly TemplateItem[];
  leadName: string;
  bodyName: string;
  /** PDF of the lead, also before it is published; null: it is written here, or stands at an address. */
  file: StoredFile | null;
  csrf: string;
  mayDecide: boolean;
  failed: Failed | null;
}) {
  const { held, newest, failed } = props;
  const { policy } = held.whole;
  const { consent } = held;
  const asked = consent?.state === 'asked';
  return (
    <PolicyPage
      title={
        asked ? `${props.leadName}と共同の全体方針とするか回答する` : `${props.leadName}と共同の全体方針`
      }
      crumbs={[{ title: `${policy.title}（共同）` }]}
      asOf={`${policy.title}　${versionTitle(newest.version.versionNo)}`}
    >
      <FormErrors failed={failed} />
      <Facts
        rows={[
          ['計画の状態', <VersionState whole={newest} />],
          [
            'この団体の回答',
            asked
              ? 'まだ回答していません'
              : `同意（${consent?.documentNo ?? ''}、${consent?.decidedOn == null ? '' : formatDay(consent.decidedOn)}）`,
          ],
          ...(asked ? [] : [['この団体では', standingText(held.standing)] as const]),
        ]}
      />
      {asked && props.mayDecide ? <AnswerForm {...props} /> : null}
      <section class="dads-section" aria-label="全体方針の本文">
        <h2>{policy.title}</h2>
        {props.file === null ? null : (
          <p>
            <a
              href={`/overall-policy/joint/${policy.bodyCode}/${policy.policyNo}/files/${props.file.sha256}`}
            >
              {props.file.name}（PDF、{formatBytes(props.file.size)}）を保存する
            </a>
          </p>
        )}
        <PaperBlocks
          blocks={policyBlocks({
            policy,
            version: newest.version,
            sections: newest.sections,
            items: props.items,
          })}
        />
      </section>
    </PolicyPage>
  );
}

function AnswerForm(props: { held: HeldPolicy; bodyName: string; csrf: string; failed: Failed | null }) {
  const { held, failed } = props;
  const { policy } = held.whole;
  return (
    <section class="dads-section" aria-labelledby="answer">
      <h2 id="answer">回答を記録する</h2>
      <p>同意は、この団体の決裁を受けてから記録します。計画が数え始めた日以後、この団体でも数えます。</p>
      <form method="post" action={`/overall-policy/joint/${policy.bodyCode}/${policy.policyNo}`}>
        <HiddenFields csrf={props.csrf} />
        <DecisionFields
          failed={failed}
          documentHint="同意するときに入力します。例：企第123号"
          bodyName={props.bodyName}
          required={false}
        />
        <Checkbox {...fieldsOf(failed).ticked('samePerson')} label="起案者と決裁者が同一人" />
        <div class="dads-row">
          <Button name="answer" value="agree">
            同意を記録する
          </Button>
          <Button kind="secondary" name="answer" value="decline">
            同意しないことを記録する
          </Button>
        </div>
      </form>
    </section>
  );
}
