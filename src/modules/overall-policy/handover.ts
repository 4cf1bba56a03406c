import { formatDay } from '../../core/calendar.ts';
import type { HandoverSource } from '../../spine/contracts/handover.ts';
import { heldPolicies } from './actions/standing.ts';
import { MISSING_TITLES, missingOf } from './rules/counting.ts';
import { versionTitle } from './rules/model.ts';

/** What a successor must know of the 全体方針: what stands, what is under way, what waits for an answer. */
export const overallPolicyHandover: HandoverSource = {
  id: 'overall-policy',
  async handover(tx, post) {
    const held = (await heldPolicies(tx, [post.bodyCode])).get(post.bodyCode) ?? [];
    return [
      {
        title: '全体方針',
        empty: '全体方針の登録はありません。',
        lines: held.flatMap(({ whole, consent, standing }) => {
          const { policy, versions } = whole;
          const newest = versions.at(-1);
          if (newest === undefined) return [];
          if (consent?.state === 'asked')
            return [
              {
                text: `「${policy.title}」：共同策定の照会に、まだ回答していません`,
                href: `/overall-policy/joint/${policy.bodyCode}/${policy.policyNo}`,
              },
            ];
          const missing = missingOf(newest.version, newest.sections).map((one) => MISSING_TITLES[one]);
          const state =
            standing.ended !== null
              ? `${formatDay(standing.ended)}に廃止`
              : standing.counts !== null
                ? `${formatDay(standing.counts)}から数えている`
                : 'まだ数えていない';
          const rest =
            missing.length === 0 || standing.ended !== null
              ? ''
              : `。${versionTitle(newest.version.versionNo)}に足りないもの：${missing.join('、')}`;
          return [
            {
              text: `「${policy.title}」（${versionTitle(newest.version.versionNo)}）：${state}${rest}`,
              href: consent === null ? `/overall-policy/${policy.policyNo}` : '/overall-policy',
            },
          ];
        }),
      },
    ];
  },
};
