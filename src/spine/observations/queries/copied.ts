import { SAMPLE_FROM } from '../../../core/body-code.ts';
import type { CopiedTables } from '../../../platform/db/backup/copied.ts';
import { STATE_NUMBERS } from './stored-numbers.ts';

const UNPUBLISHED = STATE_NUMBERS.unpublished;

/** Batches that brought nothing but 未公表, and what took them back: not even their title leaves the house. */
const UNSEEN = `select o.batch_no from observations.observation o group by o.batch_no having bool_and(o.state = ${UNPUBLISHED})`;

function batches(sample: boolean): string {
  return `(select b.batch_no from observations.batch b left join observations.batch w on w.batch_id = b.undoes
    where ${sample ? 'true' : 'not b.sample'} and b.batch_no not in (${UNSEEN})
      and (w.batch_no is null or w.batch_no not in (${UNSEEN})))`;
}

function sameFact(left: string, right: string): string {
  return ['body_code', 'indicator_key', 'part_key', 'period_end']
    .map((column) => `${left}.${column} = ${right}.${column}`)
    .join(' and ');
}

/**
 * Which row of a fact counts is settled anew where 未公表 stood among its rows: what was known before it counts again, as
 * `settleShadows` would say of the rows that are left.
 */
function shadowed(rows: string): string {
  const hides = `exists (select from observations.observation u where ${sameFact('u', 's')} and u.state = ${UNPUBLISHED})`;
  return `
    select s.* from observations.shadowed s where not ${hides}
    union all
    select body_code, indicator_key, part_key, period_end, series_key, revision from (
      select s.*, row_number() over (partition by s.body_code, s.indicator_key, s.part_key, s.period_end
        order by s.stands desc, s.rank, s.series_key) as place
      from (
        select s.*, coalesce(r.rank, 1000) as rank, not s.void and s.revision = max(s.revision) over (
          partition by s.body_code, s.indicator_key, s.part_key, s.period_end, s.series_key) and not exists (select from indicators.standing t
            where t.indicator_key = s.indicator_key and t.series_key = s.series_key) as stands
        from observations.observation s
        left join observations.batch b on b.batch_no = s.batch_no
        left join indicators.precedence r on r.indicator_key = s.indicator_key and r.series_key = s.series_key
        where ${rows} and ${hides}
      ) s
    ) ranked where not stands or place > 1`;
}

/** What is 速報 or 確定, with its history. 未公表 stays at home, and so does every trace of it. */
export const copiedObservations: CopiedTables = (sample) => {
  const real = (alias: string) => (sample ? 'true' : `${alias}.body_code < '${SAMPLE_FROM}'`);
  const kept = batches(sample);
  const rows = (alias: string) =>
    `${real(alias)} and ${alias}.state <> ${UNPUBLISHED} and ${alias}.batch_no in ${kept}`;
  return [
    { table: 'observations.batch', where: `t.batch_no in ${kept}` },
    { table: 'observations.batch_sheet', where: `t.batch_no in ${kept}` },
    { table: 'observations.observation', where: rows('t') },
    { table: 'observations.older', where: rows('t') },
    {
      table: 'observations.confirmation',
      where: `${real('t')} and t.batch_no in ${kept} and exists (select from observations.observation o
        where ${sameFact('o', 't')} and o.series_key = t.series_key and o.revision = t.revision and o.state <> ${UNPUBLISHED})`,
    },
    { table: 'observations.shadowed', from: shadowed(rows('s')), where: real('t') },
    { table: 'observations.published', where: sample ? 'true' : `t.area_code < '${SAMPLE_FROM}'` },
  ];
};
