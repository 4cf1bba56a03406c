/** Why a definition cannot be asked; `surveys/rules/definition-sentences.ts` says each in Japanese. */
export type DefinitionFaultCode =
  | 'text-missing'
  | 'bad-id'
  | 'no-questions'
  | 'id-twice'
  | 'number-twice'
  | 'no-such-section'
  | 'too-few-options'
  | 'option-twice'
  | 'option-title-twice'
  | 'option-is-not-applicable'
  | 'at-most'
  | 'alone-without-company'
  | 'limits'
  | 'scale'
  | 'max-length'
  | 'minutes'
  | 'condition-not-earlier'
  | 'condition-no-option'
  | 'check-no-number'
  | 'check-scale'
  | 'percent'
  | 'binding-no-question'
  | 'binding-kind'
  | 'binding-option'
  | 'binding-option-unsaid'
  | 'binding-twice'
  | 'binding-no-indicator'
  | 'binding-no-part'
  | 'binding-value';

export interface DefinitionFault {
  readonly code: DefinitionFaultCode;
  /** The question it stands at; null: the survey as a whole. */
  readonly question: string | null;
  /** Field of the question or survey, where one is meant: `title`, `askedWhen`. */
  readonly field: string;
  readonly detail: Readonly<Record<string, string>>;
}

/** Takes a fault down where it was found. */
export type AddFault = (
  code: DefinitionFaultCode,
  question: string | null,
  field: string,
  detail?: Record<string, string>,
) => void;
