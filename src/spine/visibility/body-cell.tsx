import type { BodyCode } from '../../core/body-code.ts';
import { definitionKey, type IndicatorDefinition } from '../../core/indicator.ts';
import { provenanceId } from '../../core/provenance.ts';
import { formatNumber, formatShare, formatWithUnit, missingText } from '../../ui/figure-text.tsx';
import type { SnapshotBody } from '../roll-up/read.ts';
import { missingOf, ownText, ownUnit } from './rules/values.ts';

export function observationHref(
  definition: IndicatorDefinition,
  bodyCode: BodyCode,
  part: string,
  on: string,
  knownOn: string | null = null,
): string {
  const id = provenanceId({ kind: 'observation', bodyCode, indicator: definitionKey(definition), part, on });
  return `/provenance/${encodeURIComponent(id)}${knownOn === null ? '' : `?knownOn=${knownOn}`}`;
}

/** A body's own value in a table: leads to how it came; otherwise the word for why there is none. */
export function BodyCell(props: {
  definition: IndicatorDefinition;
  part: string;
  on: string;
  body: Pick<SnapshotBody, 'body_code' | 'shown' | 'reason' | 'value' | 'base' | 'period_end'> | undefined;
  /** Numbers in a column with its unit in the head need no unit of their own. */
  withUnit?: boolean;
  /** The day whose knowledge the page shows, where it is not today. */
  knownOn?: string | null;
}) {
  const { definition, body, part } = props;
  if (body === undefined || body.period_end === null)
    return <span class="dads-missing">{missingText('no-record')}</span>;
  const text = ownText(definition, body.shown);
  const href = observationHref(definition, body.body_code, part, body.period_end, props.knownOn);
  if (text === null) {
    // A share 0/0 is no value although it was reported.
    const word = body.value === null ? missingText(missingOf(body)) : '対象なし（0／0）';
    return (
      <a class="dads-missing" href={href}>
        {word}
      </a>
    );
  }
  const unit = props.withUnit === true ? ownUnit(definition) : '';
  const numeric = /^-?\d/.test(text);
  return (
    <>
      <a href={href}>{numeric ? formatWithUnit(text, unit) : text}</a>
      {definition.valueKind === 'share' && body.value !== null && body.base !== null ? (
        <span class="dads-subtle">{formatShare(body.value, body.base, '')}</span>
      ) : null}
      {definition.denominator !== undefined && body.value !== null ? (
        <span class="dads-subtle">
          {formatNumber(body.value)}
          {definition.unit === '%' ? '' : definition.unit}
        </span>
      ) : null}
    </>
  );
}
