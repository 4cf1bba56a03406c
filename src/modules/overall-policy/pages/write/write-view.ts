import type { WholePolicy, WholeVersion } from '../../actions/open.ts';
import type { OfferedFigure } from '../../rules/figures.ts';
import type { Section, TemplateItem } from '../../rules/model.ts';
import type { WriteStep } from '../../rules/sections.ts';

/** What a page of one of the six steps shows. */
export interface WriteView {
  readonly whole: WholePolicy;
  readonly at: WholeVersion;
  readonly step: WriteStep;
  readonly items: readonly TemplateItem[];
  readonly figures: readonly OfferedFigure[];
  readonly kept: readonly Section[];
  readonly bodyName: string;
  readonly fiscalYear: number;
  /** Empty fields are filled with words to begin with. */
  readonly example: boolean;
  readonly saved: number | null;
}
