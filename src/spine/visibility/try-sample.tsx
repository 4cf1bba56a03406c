import { SAMPLE_PREFECTURE } from '../../core/body-code.ts';
import type { Db } from '../../platform/db/database.ts';
import { municipalitiesOf, prefectures } from '../bodies/queries/register.ts';
import type { RegisterBody } from '../bodies/rules/register.ts';
import { KIND_TITLES } from '../bodies/rules/titles.ts';
import { TryAsList } from '../posts/try-as.tsx';

/** 見本県 and its municipalities; empty where the settings leave it out. */
export async function loadSample(db: Db, today: string): Promise<readonly RegisterBody[]> {
  const [own] = await prefectures(db, today, undefined, SAMPLE_PREFECTURE);
  return own === undefined ? [] : [own, ...(await municipalitiesOf(db, own.bodyCode, today))];
}

/** The one place of the nation's pages that leads to 見本県: everything can be tried there, nothing of it is counted. */
export function TrySample(props: { bodies: readonly RegisterBody[]; trial: boolean }) {
  const [prefecture, ...municipalities] = props.bodies;
  if (prefecture === undefined) return null;
  return (
    <section class="dads-section" aria-labelledby="try-sample">
      <h2 id="try-sample">見本県で試す</h2>
      <p>
        見本県は、実在しない県です。数値はすべて架空で、全国の値にもオープンデータの一覧にも入りません。
        使い方を確かめるときに、ご利用ください。
      </p>
      {props.trial ? (
        <>
          <h3>職員として試す</h3>
          <TryAsList />
          <h3>見本県のページを見る</h3>
        </>
      ) : null}
      <ul class="dads-list">
        <li>
          <a href={`/bodies/${prefecture.bodyCode}`}>{prefecture.name}のページ</a>（都道府県の支援担当向け）
        </li>
        {municipalities.map((body) => (
          <li key={body.bodyCode}>
            <a href={`/bodies/${body.bodyCode}`}>{body.name}の団体別シート</a>（{KIND_TITLES[body.stratum]}）
          </li>
        ))}
      </ul>
    </section>
  );
}
