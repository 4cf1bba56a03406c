import { type Day, formatDay } from '../../../core/calendar.ts';
import { DescriptionList } from '../../../ui/description-list.tsx';
import type { EvidenceOrigin } from '../../evidence/queries.ts';
import { timeInJapan } from '../rules/revisions.ts';

/** A figure that stands on what was done here, led back to it. */
export function EvidenceSource(props: { origin: EvidenceOrigin; on: Day }) {
  const { origin, on } = props;
  return (
    <section class="dads-section" aria-labelledby="evidence">
      <h2 id="evidence">この値のもとになった根拠資料</h2>
      <p>{formatDay(on)}からの登録です。次の登録があるまで、速報に使います。確定した値は変えません。</p>
      <DescriptionList
        items={[
          { term: '根拠資料', detail: <a href={origin.href}>{origin.title}</a> },
          { term: '登録した職', detail: origin.seatTitle },
          { term: '登録日時', detail: `${timeInJapan(Date.parse(origin.recordedAt))}（日本時間）` },
        ]}
      />
    </section>
  );
}
