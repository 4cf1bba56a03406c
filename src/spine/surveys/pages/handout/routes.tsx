import { type Context, Hono } from 'hono';
import { parseDay } from '../../../../core/calendar.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { type Form, readForm } from '../../../../platform/http/form-fields.ts';
import { HttpProblem } from '../../../../platform/http/problem.ts';
import { renderPage } from '../../../../ui/page.tsx';
import { bodyOn } from '../../../bodies/queries/register.ts';
import { requireSeat, seatOf, seatToken } from '../../../posts/acting.ts';
import {
  type HandoutBoard,
  type HandoutRefusal,
  isHandoutStep,
  loadHandouts,
  makeHandouts,
  stepHandout,
} from '../../actions/handouts.ts';
import type { Handout } from '../../queries/handouts.ts';
import { isSampleSeat, noSuchSheet } from '../sheet/asking.ts';
import { HandoutBoardPage } from './board-page.tsx';
import { HandoutNewPage, PARTS, proposedForm, type SplitForm } from './new-page.tsx';
import { HandoutPage } from './one-page.tsx';
import { HandoutPaperPage } from './paper-page.tsx';

const SHEET = '/surveys/sheets/:no';

const SENTENCES: Readonly<Record<Exclude<HandoutRefusal, 'no-such-sheet'>, string>> = {
  'no-such-handout': 'その庁内照会は見つかりません。',
  'nothing-handed-out': '照会する設問が選ばれていません。設問ごとに照会先を選んでください。',
  'section-name-missing': '設問を選んだ照会先に、課の名前がありません。課を選ぶか名前を書いてください。',
  'no-such-question': 'この調査に無い設問が含まれています。開き直してください。',
  'due-in-the-past': '期限が今日より前です。今日以後の日にしてください。',
  'handout-moved': 'この庁内照会の状態は、既に変わっています。開き直してください。',
};

/** 庁内照会: split, give out, see who owes what, close, cancel. */
export function handoutPages(deps: Deps): Hono {
  const app = new Hono();

  app.get(`${SHEET}/handouts`, requireSeat('surveys:hand-out'), async (c) =>
    c.html(renderPage(<HandoutBoardPage board={await boardOf(c)} sample={isSampleSeat(c)} />)),
  );

  app.get(`${SHEET}/handouts/new`, requireSeat('surveys:hand-out'), async (c) => {
    const board = await boardOf(c);
    return c.html(newPage(c, board, proposedForm(board)));
  });

  app.post(`${SHEET}/handouts`, requireSeat('surveys:hand-out'), async (c) => {
    const board = await boardOf(c);
    const form = splitOf(await readForm(c), board);
    const bad = form.parts.findIndex((part) => part.due !== '' && parseDay(part.due) === null);
    if (bad >= 0)
      return c.html(newPage(c, board, form, `照会先${bad + 1}の期限は日付として読めません。`), 422);
    const made = await makeHandouts(
      deps,
      seatOf(c),
      board.open.sheet.sheetNo,
      form.parts.map((part, index) => ({
        sectionId: part.sectionId === '' ? null : part.sectionId,
        sectionName: part.sectionName,
        due: part.due === '' ? null : parseDay(part.due),
        message: part.message === '' ? null : part.message,
        questions: [...form.choice].filter(([, chosen]) => chosen === index + 1).map(([id]) => id),
      })),
    );
    if (made.ok) return c.redirect(`/surveys/sheets/${board.open.sheet.sheetNo}/handouts`, 303);
    if (made.code === 'no-such-sheet') throw noSuchSheet();
    return c.html(newPage(c, board, form, SENTENCES[made.code]), 422);
  });

  app.get(`${SHEET}/handouts/:handout`, requireSeat('surveys:answer'), async (c) => {
    const { board, handout } = await handoutOf(c);
    return c.html(
      renderPage(
        <HandoutPage
          board={board}
          handout={handout}
          seat={seatOf(c)}
          coordinates={seatOf(c).rights.has('surveys:hand-out')}
          token={seatToken(c)}
          sample={isSampleSeat(c)}
        />,
      ),
    );
  });

  app.post(`${SHEET}/handouts/:handout`, requireSeat('surveys:answer'), async (c) => {
    const { board, handout } = await handoutOf(c);
    const step = (await readForm(c)).text('step');
    if (!isHandoutStep(step))
      throw new HttpProblem(422, '何をするかが選ばれていません。', '開き直して、ボタンを押してください。');
    const { sheetNo } = board.open.sheet;
    const moved = await stepHandout(deps, seatOf(c), sheetNo, handout.handoutNo, step);
    if (moved.ok) return c.redirect(`/surveys/sheets/${sheetNo}/handouts/${handout.handoutNo}`, 303);
    if (moved.code === 'no-such-sheet' || moved.code === 'no-such-handout') throw noSuchSheet();
    throw new HttpProblem(409, SENTENCES[moved.code], '何も変更していません。');
  });

  app.get(`${SHEET}/handouts/:handout/paper`, requireSeat('surveys:answer'), async (c) => {
    const { board, handout } = await handoutOf(c);
    const { sheet, round } = board.open;
    const body = await bodyOn(deps.db, sheet.bodyCode, round.baseDay);
    return c.html(
      renderPage(
        <HandoutPaperPage
          open={board.open}
          handout={handout}
          bodyName={body?.name ?? sheet.bodyCode}
          sample={isSampleSeat(c)}
        />,
      ),
    );
  });

  async function boardOf(c: Context): Promise<HandoutBoard> {
    const board = await loadHandouts(deps, seatOf(c), c.req.param('no') ?? '');
    if (board === null) throw noSuchSheet();
    return board;
  }

  /** A section sees its own 照会 and no other's. */
  async function handoutOf(c: Context): Promise<{ readonly board: HandoutBoard; readonly handout: Handout }> {
    const board = await boardOf(c);
    const handout = board.handouts.find((one) => one.handoutNo === c.req.param('handout'));
    const seat = seatOf(c);
    const own = seat.rights.has('surveys:hand-out') || seat.sectionId === null;
    if (handout === undefined || !(own || handout.sectionId === seat.sectionId)) throw noSuchSheet();
    return { board, handout };
  }

  return app;
}

function newPage(c: Context, board: HandoutBoard, form: SplitForm, error?: string): string {
  return renderPage(
    <HandoutNewPage
      board={board}
      form={form}
      token={seatToken(c)}
      sample={isSampleSeat(c)}
      {...(error === undefined ? {} : { error })}
    />,
  );
}

function splitOf(form: Form, board: HandoutBoard): SplitForm {
  const count = Math.min(PARTS, [...form.values.keys()].filter((name) => /^section-\d+$/.test(name)).length);
  const parts = Array.from({ length: count }, (_, index) => ({
    sectionId: form.text(`section-${index + 1}`),
    sectionName: form.trimmed(`name-${index + 1}`).slice(0, 60),
    due: form.trimmed(`due-${index + 1}`),
    message: form.trimmed(`message-${index + 1}`).slice(0, 200),
  }));
  const choice = new Map(
    board.open.round.survey.questions.map(({ id }): [string, number] => {
      const chosen = Number(form.text(`question-${id}`));
      return [id, Number.isInteger(chosen) && chosen >= 1 && chosen <= count ? chosen : 0];
    }),
  );
  return { parts, choice };
}
