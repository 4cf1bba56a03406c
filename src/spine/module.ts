import type { Hono } from 'hono';
import type { IndicatorDefinition } from '../core/indicator.ts';
import type { CopiedTables } from '../platform/db/backup/copied.ts';
import type { Piece } from '../platform/db/database.ts';
import type { Migration } from '../platform/db/migration.ts';
import type { Deps } from '../platform/deps.ts';
import type { JobHandler } from '../platform/jobs/handler.ts';
import type { Schedule } from '../platform/jobs/schedule.ts';
import type { FileKind } from './contracts/file-kind.ts';
import type { HandoverSource } from './contracts/handover.ts';
import type { HomeSource } from './contracts/home.ts';
import type { Right } from './contracts/seat.ts';

/** Routes of one module, mounted at `/`; paths are written out in full in the module. */
export type Routes = (deps: Deps) => Hono;

export interface Workplace {
  readonly title: string;
  readonly href: string;
  readonly right: Right;
  /**
   * How much waits there for the seat, for the header: a count within the statement that finds the seat with every request,
   * in the scope of the program. Cheap, the seat named in it.
   */
  readonly waiting?: (seat: SeatColumns) => Piece<bigint>;
}

/** A seat's body and post, as columns of the statement that finds it. */
export interface SeatColumns {
  readonly bodyCode: Piece<string>;
  readonly postId: Piece<string>;
}

/** THE CONTRACT of a module, and of a part of the spine. `app/modules.ts` lists them all. */
export interface ModuleFace {
  readonly id: string;
  readonly title: string;
  /** Headings of plan versions that have their home here: `{ plan: '5.0', item: 'standardization' }`. */
  readonly plan: readonly { readonly plan: string; readonly item: string }[];
  readonly migrations: readonly Migration[];
  readonly indicators: readonly IndicatorDefinition[];
  /** Kinds of official files that this module can read. */
  readonly fileKinds: readonly FileKind[];
  /** What of its tables the public side is given (`shirube publish`); nothing, unless said. */
  readonly copied?: CopiedTables;
  /** What is loaded at every start, after all migrations: register, facts. Must be idempotent and cheap when unchanged. */
  readonly seed?: (deps: Deps) => Promise<void>;
  /** Where seats with a right work; stands in the header of every page for who has it. */
  readonly workplaces?: readonly Workplace[];
  /** Open work of a post, for the 引継書. */
  readonly handover?: HandoverSource;
  /** What it tells the home: 今月やること, where items of the plan stand, what is late. */
  readonly home?: HomeSource;
  /** Work in the background, by kind; and what comes again by itself. */
  readonly jobs?: readonly JobHandler[];
  readonly schedules?: readonly Schedule[];
  readonly pages?: Routes;
  readonly api?: Routes;
}

export function defineModule(face: ModuleFace): ModuleFace {
  return face;
}
