import type { HandoverSource } from '../contracts/handover.ts';
import { jointsOf, partnersOf } from './queries/joint.ts';
import { termText } from './rules/entry.ts';
import { KIND_WORDS, KINDS, stateTitle } from './rules/kinds.ts';
import { bodiesOnDay } from './standing.ts';

/** What stands in the 体制台帳, what is not registered, and which consents are open. */
export const structureHandover: HandoverSource = {
  id: 'structure',
  async handover(tx, post, today) {
    const { bodyCode } = post;
    const standing = (await bodiesOnDay(tx, [bodyCode], today)).get(bodyCode);
    const asked = (await jointsOf(tx, [bodyCode])).filter((one) => one.step === 'asked');
    const waiting = (await partnersOf(tx, bodyCode)).filter((one) => one.step === 'asked');
    return [
      {
        title: '体制台帳に今あること',
        empty: '体制台帳に登録はありません。',
        lines: KINDS.flatMap((kind) =>
          (standing?.get(kind) ?? []).map((entry) => ({
            text: `${KIND_WORDS[kind].title}：${entry.title || stateTitle(kind, entry.state)}（${termText(entry)}）`,
            href: '/structure',
          })),
        ),
      },
      {
        title: '体制台帳で残っていること',
        empty: '体制台帳で残っていることはありません。',
        lines: [
          ...KINDS.filter((kind) => kind !== 'dx-leader' && standing?.get(kind) === undefined).map(
            (kind) => ({
              text: `${KIND_WORDS[kind].title}の登録がありません`,
              href: `/structure/new/${kind}`,
            }),
          ),
          ...asked.map((one) => ({
            text: `CIO補佐官等を共同で置く依頼に答えていません（団体コード ${one.ownerCode}）`,
            href: '/structure',
          })),
          ...waiting.map((one) => ({
            text: `CIO補佐官等を共同で置く同意を待っています（団体コード ${one.bodyCode}）`,
            href: '/structure',
          })),
        ],
      },
    ];
  },
};
