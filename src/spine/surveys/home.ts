import { formatDay } from '../../core/calendar.ts';
import { withinScope } from '../../platform/db/scope.ts';
import type { HomeSource } from '../contracts/home.ts';
import { may } from '../contracts/seat.ts';
import { sheetsIn } from './actions/my-sheets.ts';
import { answeringScope } from './actions/open-sheet.ts';

/** Open sheets of the seat's body with what is left of the work and the day that the body was told. */
export const surveysHome: HomeSource = {
  id: 'surveys',
  async read(tx, { seat, today }) {
    if (!may(seat, 'surveys:answer') || seat.kind === 'nation') return {};
    const read = () => sheetsIn(tx, seat, today, 'open');
    // A municipality stands in the scope in which it answers already.
    const { open } =
      seat.kind === 'municipality' ? await read() : await withinScope(tx, answeringScope(seat), read);
    const tasks = open.map((sheet) => ({
      title: `${sheet.title}に答える${sheet.forBody === null ? '' : `（${sheet.forBody}の分）`}`,
      minutes: sheet.minutes,
      href: `/surveys/sheets/${sheet.sheetNo}`,
      button: '回答票を開く',
      dueOn: sheet.disaster ? null : sheet.due,
      why:
        sheet.progress.toConfirm > 0
          ? `${sheet.progress.toConfirm}問は分かっている値の確認だけで済みます。`
          : sheet.due !== null && sheet.due < today && !sheet.disaster
            ? `県締切の${formatDay(sheet.due)}を過ぎています。`
            : null,
    }));
    return { tasks };
  },
};
