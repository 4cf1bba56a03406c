import type { Db } from '../../platform/db/database.ts';
import { type PreparedShapes, prepareShapes } from '../../ui/map/shapes.ts';
import { assetRecordedAt, readAsset } from '../imports/queries/files.ts';

/** The id under which the municipality shapes are kept when the 運用管理者 has imported them. */
export const MUNICIPALITY_SHAPES = 'municipality-shapes';

let prepared: { readonly recordedAt: string; readonly shapes: PreparedShapes } | null = null;

/** Shapes ready to draw, prepared once for each imported file; null while none was imported. */
export async function mapShapes(db: Db): Promise<PreparedShapes | null> {
  const recordedAt = await assetRecordedAt(db, MUNICIPALITY_SHAPES);
  if (recordedAt === null) return null;
  if (prepared?.recordedAt === recordedAt) return prepared.shapes;
  const asset = await readAsset(db, MUNICIPALITY_SHAPES);
  if (asset === null) return null;
  const shapes = prepareShapes(asset.document as Parameters<typeof prepareShapes>[0]);
  prepared = { recordedAt: asset.recordedAt, shapes };
  return shapes;
}
