import { type Context, Hono } from 'hono';
import type { Deps } from '../../../../platform/deps.ts';
import { encodeShiftJis, encodeUtf8 } from '../../../../platform/files/encode-text.ts';
import { readWorkbook } from '../../../../platform/files/read-workbook.ts';
import { receiveForm, uploadRefusalSentence } from '../../../../platform/files/receive-form.ts';
import { fileRefusalSentence } from '../../../../platform/files/refusals.ts';
import { HttpProblem } from '../../../../platform/http/problem.ts';
import { may } from '../../../../spine/contracts/seat.ts';
import { requireSeat } from '../../../../spine/posts/acting.ts';
import { unguarded } from '../../../../spine/surveys/rules/csv-sheet.ts';
import { renderPage } from '../../../../ui/page.tsx';
import { lookAt, receiveFile, sheetNames, takeFile } from '../../actions/files.ts';
import { planOfRoadmap } from '../../plan-of.ts';
import { indicatorsFor } from '../../queries/known.ts';
import { linesOf } from '../../queries/lines.ts';
import { findUpload } from '../../queries/uploads.ts';
import { roadmapCsv, roadmapWorkbook } from '../../workbook.ts';
import { ownAskingOf, problemOf } from '../asking.ts';
import { FilesPage, UploadPage } from './files-pages.tsx';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const LIMITS = { maxBytes: 4 * 1024 * 1024, maxFiles: 1, maxFieldBytes: 4 * 1024 };
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The roadmap as a file, and back: nothing is taken before it was looked at. */
export function filesRoutes(deps: Deps): Hono {
  const app = new Hono();

  app.get('/roadmap/files', requireSeat('roadmap:read'), (c) => c.html(filesPage(c, null)));

  app.get('/roadmap/lines.xlsx', requireSeat('roadmap:read'), async (c) => {
    const { lines, names, asking } = await loadSheet(c);
    const title = `${asking.seat.bodyName} 工程表`;
    const bytes = await roadmapWorkbook(lines, names, { title, today: asking.today, sample: asking.sample });
    return attachment(c, bytes, XLSX, `工程表_${asking.seat.bodyCode}.xlsx`);
  });

  app.get('/roadmap/lines.csv', requireSeat('roadmap:read'), async (c) => {
    const { lines, names, asking } = await loadSheet(c);
    const text = roadmapCsv(lines, names);
    const shiftJis = c.req.query('encoding') === 'shift_jis';
    const encoded = shiftJis ? encodeShiftJis(text) : { bytes: encodeUtf8(text), lost: [] };
    if (encoded.lost.length > 0)
      throw new HttpProblem(
        422,
        `Shift_JISに無い文字（${encoded.lost.slice(0, 10).join('、')}）があるため、書き出せません。`,
        '文字が失われないよう、UTF-8のCSVで書き出してください。',
      );
    const type = `text/csv; charset=${shiftJis ? 'Shift_JIS' : 'utf-8'}`;
    return attachment(c, encoded.bytes, type, `工程表_${asking.seat.bodyCode}.csv`);
  });

  app.post('/roadmap/files', requireSeat('roadmap:answer'), async (c) => {
    const asking = ownAskingOf(c, deps);
    const received = await receiveForm(c.req.raw, LIMITS);
    if (!received.ok) return c.html(filesPage(c, uploadRefusalSentence(received)), 422);
    try {
      const file = received.value.files.find((one) => one.field === 'file');
      if (file === undefined) return c.html(filesPage(c, '工程表のファイルを選んでください。'), 422);
      const read = await readWorkbook(file.path, file.fileName);
      if (!read.ok) return c.html(filesPage(c, fileRefusalSentence(read)), 422);
      const { sheets, format } = read.value;
      const sheet = sheets.find((each) => each.name === '工程表') ?? sheets[0];
      const cells = sheet?.rows ?? [];
      const rows = format === 'csv' ? cells.map((row) => row.map(unguarded)) : cells;
      const { fileName, sha256 } = file;
      const got = await asking.within((tx) =>
        receiveFile(tx, deps.clock, asking.seat, { fileName, sha256, rows }),
      );
      if (got === null) return c.html(filesPage(c, NO_HEADS), 422);
      if (!got.ok) throw problemOf(got.code);
      return c.redirect(`/roadmap/files/${got.value}`, 303);
    } finally {
      await received.value.dispose();
    }
  });

  app.get('/roadmap/files/:upload', requireSeat('roadmap:answer'), async (c) => {
    const asking = ownAskingOf(c, deps);
    const { seat } = asking;
    const id = uploadAsked(c);
    const { upload, looked, lines, indicators } = await asking.within(async (tx) => {
      const found = await findUpload(tx, seat.bodyCode, id);
      if (found === null) throw problemOf('no-such-upload');
      return {
        upload: found,
        looked: await lookAt(tx, seat, found),
        lines: await linesOf(tx, seat.bodyCode),
        indicators: await indicatorsFor(tx, seat.kind === 'prefecture' ? 'prefecture' : 'municipality'),
      };
    });
    const names = {
      indicator: (one: string) => indicators.find((each) => each.id === one)?.title ?? one,
      line: (no: number) => lines.find((each) => each.lineNo === no)?.content.title ?? `K${no}`,
      item: (one: string) => planOfRoadmap().items.find((each) => each.id === one)?.title ?? one,
    };
    return c.html(renderPage(<UploadPage {...{ asking, upload, looked, names }} />));
  });

  app.post('/roadmap/files/:upload/take', requireSeat('roadmap:answer'), async (c) => {
    const asking = ownAskingOf(c, deps);
    const id = uploadAsked(c);
    const taken = await asking.within((tx) => takeFile(tx, deps.clock, asking.seat, id));
    if (!taken.ok) throw problemOf(taken.code);
    return c.redirect(`/roadmap/files/${id}`, 303);
  });

  function filesPage(c: Context, error: string | null): string {
    const asking = ownAskingOf(c, deps);
    return renderPage(<FilesPage {...{ asking, error }} mayAnswer={may(asking.seat, 'roadmap:answer')} />);
  }

  async function loadSheet(c: Context) {
    const asking = ownAskingOf(c, deps);
    return asking.within(async (tx) => ({
      asking,
      lines: (await linesOf(tx, asking.seat.bodyCode)).filter((line) => line.content.ended === null),
      names: await sheetNames(tx, asking.seat, asking.today),
    }));
  }

  return app;
}

const NO_HEADS =
  '工程表の見出し（取組番号、個別取組の名称）がありません。書き出したファイルを使ってください。';

function uploadAsked(c: Context): string {
  const id = c.req.param('upload') ?? '';
  if (!UUID.test(id)) throw problemOf('no-such-upload');
  return id;
}

function attachment(c: Context, bytes: Uint8Array, type: string, name: string): Response {
  return c.body(new Uint8Array(bytes), 200, {
    'Content-Type': type,
    'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    'X-Content-Type-Options': 'nosniff',
  });
}
