import type { HandoverSource } from '../contracts/handover.ts';
import { notesForSuccessor, openHandouts, openSheets } from './queries/handover.ts';
import { SHEET_STATE_TITLES, type SheetState } from './rules/sheet-workflow.ts';

/** What a successor must know of the surveys: what is owed and until when, what is with the sections, why it was answered so. */
export const surveysHandover: HandoverSource = {
  id: 'surveys',
  async handover(tx, post) {
    const sheets = await openSheets(tx, post.bodyCode, post.sectionId);
    const handouts = await openHandouts(tx, post.bodyCode);
    const notes = await notesForSuccessor(tx, post.bodyCode);
    return [
      {
        title: '回答を終えていない調査',
        empty: '回答を終えていない調査はありません。',
        lines: sheets.map((sheet) => ({
          text: `${sheet.title}（${sheet.sheetNo}、${SHEET_STATE_TITLES[sheet.state as SheetState]}）`,
          href: `/surveys/sheets/${sheet.sheetNo}`,
          ...(sheet.dueOn === null ? {} : { dueOn: sheet.dueOn }),
        })),
      },
      {
        title: '戻っていない庁内照会',
        empty: '戻っていない庁内照会はありません。',
        lines: handouts.map((handout) => ({
          text: `${handout.section}：${handout.title}（${handout.handoutNo}）`,
          ...(handout.dueOn === null ? {} : { dueOn: handout.dueOn }),
        })),
      },
      {
        title: '設問ごとのメモ',
        empty: 'メモはありません。',
        lines: notes.map((note) => ({ text: `${note.surveyTitle} 問${note.question}`, note: note.note })),
      },
    ];
  },
};
