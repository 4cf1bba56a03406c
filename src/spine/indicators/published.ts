import aiRpa from '../../../data/published/ai-rpa-2020.json';
import cardMonths from '../../../data/published/card-months.json';
import onlineUse from '../../../data/published/online-use.json';
import structure from '../../../data/published/structure-2021.json';
import talent from '../../../data/published/talent-2022.json';
import telework from '../../../data/published/telework-2021.json';
import type { PublishedAggregate } from '../contracts/published-aggregate.ts';

/**
 * All figures that source documents print only for the nation or a class, in the order of the documents.
 * In a table with several columns for one indicator, the indicator's own figure has `item: null`.
 */
export function publishedAggregates(): readonly PublishedAggregate[] {
  return [structure, talent, onlineUse, cardMonths, aiRpa, telework].flat() as readonly PublishedAggregate[];
}
