import { Button } from '../../../../ui/button.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import { PaperBlocks } from '../../../../ui/paper.tsx';
import { partsOf } from '../../rules/counting.ts';
import { versionTitle } from '../../rules/model.ts';
import { policyBlocks } from '../../rules/paper.ts';
import { stepState, WRITE_STEPS } from '../../rules/sections.ts';
import { PolicyPage } from '../parts.tsx';
import { StepList, writePath } from './write-page.tsx';
import type { WriteView } from './write-view.ts';

/** The last step: the whole text, what is missing, and the way to the 決裁用案. */
export function CheckPage(props: { view: WriteView }) {
  const { view } = props;
  const { policy } = view.whole;
  const parts = partsOf(view.at.version, view.at.sections);
  const base = `/overall-policy/${policy.policyNo}/versions/${view.at.version.versionNo}`;
  const unfinished = WRITE_STEPS.filter(
    ({ id }) => id !== 'check' && stepState(id, view.at.sections, view.items) !== 'done',
  );
  const missing = [
    ...(parts.vision ? [] : [{ step: 'vision' as const, text: 'ビジョンがありません。' }]),
    ...(parts.roadmap
      ? []
      : [{ step: 'roadmap' as const, text: '工程表に、年度と内容のある行がありません。' }]),
  ];
  return (
    <PolicyPage
      title="6　内容を確かめる"
      documentTitle={`確認：${policy.title}`}
      crumbs={[{ title: policy.title, href: `/overall-policy/${policy.policyNo}` }, { title: '確認' }]}
      asOf={`${policy.title}　${versionTitle(view.at.version.versionNo)}`}
      coverage="この段階は約3分"
    >
      <StepList view={view} />
      {missing.length === 0 ? (
        <Notice kind="success" title="ビジョンと工程表がそろっています">
          <p>決裁用案を印刷し、団体の決裁を受けてください。決裁日と公表日の記録で、数え始めます。</p>
        </Notice>
      ) : (
        <Notice kind="warning" title="このままでは数えません">
          <ul>
            {missing.map(({ step, text }) => (
              <li key={step}>
                <a href={writePath(view, step)}>{text}</a>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {unfinished.length === 0 ? null : (
        <p>
          書き終えていない段階：
          {unfinished.map(({ id, title }, index) => (
            <>
              {index === 0 ? '' : '、'}
              <a href={writePath(view, id)}>{title}</a>
            </>
          ))}
        </p>
      )}
      <section class="dads-section" aria-labelledby="next">
        <h2 id="next">次に行うこと</h2>
        <ol class="dads-list">
          <li>決裁用案を開き、印刷するかPDFで保存します。</li>
          <li>庁内の文書管理で決裁を受けます。</li>
          <li>
            決裁を受けたら、<a href={`${base}/record`}>決裁と公表を記録します</a>。
          </li>
        </ol>
        <p>
          <Button href={`${base}/paper`}>決裁用案を開く</Button>
        </p>
      </section>
      <section class="dads-section" aria-label="全体方針の全文">
        <PaperBlocks
          blocks={policyBlocks({ ...view, policy, version: view.at.version, sections: view.at.sections })}
        />
      </section>
    </PolicyPage>
  );
}
