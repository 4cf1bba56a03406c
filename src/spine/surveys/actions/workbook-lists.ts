import { withScope } from '../../../platform/db/scope.ts';
import type { Deps } from '../../../platform/deps.ts';
import type { Seat } from '../../contracts/seat.ts';
import { listHandouts } from '../queries/handouts.ts';
import { listUploads, type Upload } from '../queries/uploads.ts';
import { listWorkbooks, type MadeWorkbook } from '../queries/workbooks.ts';
import { answeringScope, type OpenSheet } from './open-sheet.ts';
import { maySee } from './upload-take.ts';
import { mayHave } from './workbook.ts';

/** Workbooks of a sheet that this seat may fetch, newest first. */
export async function listShownWorkbooks(
  deps: Deps,
  seat: Seat,
  { sheet, writable }: OpenSheet,
): Promise<readonly MadeWorkbook[]> {
  const all = await withScope(deps.db, answeringScope(seat), (tx) =>
    listWorkbooks(tx, sheet.bodyCode, sheet.roundId),
  );
  return all.filter((made) => mayHave(made, writable));
}

/** Uploads of a sheet that this seat may see, newest first. */
export async function listShownUploads(deps: Deps, seat: Seat, open: OpenSheet): Promise<readonly Upload[]> {
  const { bodyCode, roundId } = open.sheet;
  return withScope(deps.db, answeringScope(seat), async (tx) => {
    const handouts = await listHandouts(tx, bodyCode, roundId);
    return (await listUploads(tx, bodyCode, roundId)).filter((upload) =>
      maySee(seat, open, upload, handouts.find((one) => one.handoutId === upload.handoutId) ?? null),
    );
  });
}
