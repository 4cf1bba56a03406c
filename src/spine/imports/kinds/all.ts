import type { FileKind } from '../../contracts/file-kind.ts';
import { dashboardMunicipal, dashboardPrefectural } from './dashboard.ts';
import { onlineRateMunicipal, onlineRatePrefectural } from './online-rate.ts';

/** The four tables of the DX dashboard, which belong to no one module: their rows are figures of many. */
export const dashboardFileKinds: readonly FileKind[] = [
  dashboardMunicipal,
  dashboardPrefectural,
  onlineRateMunicipal,
  onlineRatePrefectural,
];
