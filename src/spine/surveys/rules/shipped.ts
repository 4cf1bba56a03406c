import aiRpa from '../../../../data/surveys/ai-rpa.json' with { type: 'json' };
import externalTalent from '../../../../data/surveys/external-talent.json' with { type: 'json' };
import onlineUse from '../../../../data/surveys/online-use.json' with { type: 'json' };
import onlineUsePrefecture from '../../../../data/surveys/online-use-prefecture.json' with { type: 'json' };
import staffTraining from '../../../../data/surveys/staff-training.json' with { type: 'json' };
import structure from '../../../../data/surveys/structure.json' with { type: 'json' };
import telework from '../../../../data/surveys/telework.json' with { type: 'json' };
import type { SurveyDefinition } from '../../../core/survey/definition.ts';

/**
 * Surveys that come with the program, ready to be sent: their wording is ours, what they ask follows the documents that
 * each names as its source. TypeScript reads the literals of a JSON file as plain text, hence the cast; the test of the
 * shipped surveys judges them by `checkDefinition`.
 */
export const shippedSurveys = [
  structure,
  externalTalent,
  staffTraining,
  aiRpa,
  telework,
  onlineUse,
  onlineUsePrefecture,
] as unknown as readonly SurveyDefinition[];
