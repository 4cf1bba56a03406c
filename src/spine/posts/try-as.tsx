import { Button } from '../../ui/button.tsx';
import { HiddenFields } from '../../ui/form.tsx';

/** As whom the product can be tried in 見本県 by one click. The people themselves are made by `sample/people.ts`. */
export const TRY_AS = [
  {
    id: 'village-officer',
    title: '村の一人担当',
    about: '回答、庁内照会、決裁の記録、管理を一人で行います（架空村）。',
  },
  {
    id: 'town-officer',
    title: '町の情報政策担当',
    about: '町の回答を取りまとめ、課へ照会します（例示町）。',
  },
  { id: 'town-section', title: '町の課の回答者', about: '自分の課の設問だけに答えます（例示町）。' },
  { id: 'cio', title: 'CIO（副町長）', about: '町の決裁を記録し、提出します（例示町）。' },
  { id: 'prefecture', title: '県の取りまとめ担当', about: '域内の回答を確認し、取りまとめます（見本県）。' },
  { id: 'prefecture-administrator', title: '県の管理者', about: '県庁の職を管理します（見本県）。' },
  { id: 'ministry', title: '国の調査担当', about: '調査を作り、送り、確定します（見本府省）。' },
  { id: 'adviser', title: 'CIO補佐官', about: '二つの町の職を兼ね、在席を切り替えます。' },
] as const;

export type TryAsId = (typeof TRY_AS)[number]['id'];

/** One button for each; in trial mode only, which production refuses. */
export function TryAsList() {
  return (
    <ul class="dads-try">
      {TRY_AS.map((each) => (
        <li key={each.id}>
          <form action="/try" method="post">
            <HiddenFields values={{ who: each.id }} />
            <Button kind="secondary">{each.title}として試す</Button>
          </form>
          <span>{each.about}</span>
        </li>
      ))}
    </ul>
  );
}
