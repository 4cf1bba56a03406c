import { isPrefectureCode, realmOf } from '../../../core/body-code.ts';
import { ok, refuse } from '../../../core/result.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { bodyOn } from '../../bodies/queries/register.ts';
import { notify } from '../../notices/actions.ts';
import { lockRegister, versionsOf } from '../queries/entries.ts';
import { findJoint, insertJoint } from '../queries/joint.ts';
import { type By, may, note, type Outcome, today, writer } from './by.ts';
import { entryTitle, standAnew } from './stand.ts';

/** Asks another body to share a CIO補佐官. Nothing is said of that body before it agrees. */
export async function askJoint(tx: Tx, by: By, entryId: string, bodyCode: string): Promise<Outcome<string>> {
  if (!may(by, 'structure:answer')) return refuse('not-yours');
  await lockRegister(tx, [by.bodyCode]);
  const entry = (await versionsOf(tx, by.bodyCode, entryId)).at(-1);
  if (entry === undefined || entry.withdrawn) return refuse('unknown-entry');
  if (entry.kind !== 'cio-aide' || entry.state !== 'held') return refuse('not-joint');
  const body = await bodyOn(tx, bodyCode, today(by));
  const fits = body !== null && bodyCode !== by.bodyCode && realmOf(bodyCode) === realmOf(by.bodyCode);
  if (!fits || isPrefectureCode(bodyCode)) return refuse('unknown-partner');
  const former = await findJoint(tx, bodyCode, by.bodyCode, entryId);
  if (former !== null && (former.step === 'asked' || former.step === 'agreed'))
    return refuse('asked-already');
  const stepNo = (former?.stepNo ?? 0) + 1;
  const joint = { bodyCode, ownerCode: by.bodyCode, entryId, stepNo, step: 'asked' as const, leftOn: null };
  await insertJoint(tx, joint, writer(by));
  await note(tx, by, 'joint.ask', entryId, { partner: bodyCode });
  await notify(tx, by.clock, {
    kind: 'request',
    from: by.seat,
    to: [{ bodyCode, postId: null }],
    title: `CIO補佐官等の共同設置の照会：${await nameOf(tx, by, by.bodyCode)}`,
    text: `${entryTitle(entry)}を共同で置くかどうかを、体制台帳で回答してください。同意までは数えません。`,
    href: '/structure#cio-aide',
  });
  return ok(entryId);
}

const ANSWERS = {
  agreed: '同意がありました。相手の団体でも数えます。',
  declined: '同意しないとの回答がありました。',
  left: '共同をやめるとの回答がありました。',
} as const;

async function nameOf(tx: Tx, by: By, bodyCode: string): Promise<string> {
  return by.seat?.bodyName ?? (await bodyOn(tx, bodyCode, today(by)))?.name ?? bodyCode;
}

/** The other body's own decision: with it the entry counts for it too, and without it never. */
export async function answerJoint(
  tx: Tx,
  by: By,
  asked: {
    readonly ownerCode: string;
    readonly entryId: string;
    readonly answer: 'agreed' | 'declined' | 'left';
  },
): Promise<Outcome<string>> {
  if (!may(by, 'structure:decide')) return refuse('not-yours');
  const { ownerCode, entryId, answer } = asked;
  const entry = (await versionsOf(tx, ownerCode, entryId)).at(-1);
  if (entry === undefined) return refuse('unknown-entry');
  return standAnew(
    tx,
    by,
    'cio-aide',
    () => `${entryTitle(entry)}（共同）`,
    async () => {
      const former = await findJoint(tx, by.bodyCode, ownerCode, entryId);
      if (former === null) return refuse('unknown-entry');
      const expected = answer === 'left' ? 'agreed' : 'asked';
      if (former.step !== expected) return refuse('changed-meanwhile', { by: former.seatTitle });
      const leftOn = answer === 'left' ? today(by) : null;
      const joint = {
        bodyCode: by.bodyCode,
        ownerCode,
        entryId,
        stepNo: former.stepNo + 1,
        step: answer,
        leftOn,
      };
      await insertJoint(tx, joint, writer(by));
      await note(tx, by, `joint.${answer}`, entryId, { owner: ownerCode });
      await notify(tx, by.clock, {
        kind: 'information',
        from: by.seat,
        to: [{ bodyCode: ownerCode, postId: null }],
        title: `CIO補佐官等の共同設置への回答：${await nameOf(tx, by, by.bodyCode)}`,
        text: ANSWERS[answer],
        href: '/structure#cio-aide',
      });
      return ok(entryId);
    },
  );
}
