/** A number that may have a fraction: an attribute keeps its type also where the number is whole. */
interface Fraction {
  readonly fraction: number;
}

export const fraction = (value: number | null): Fraction | null =>
  value === null ? null : { fraction: value };

/** Attributes of a span as OTLP JSON spells them: whole numbers are strings there. `null` is left out. */
export type AttributeValue = string | number | boolean | readonly string[] | Fraction | null;

export interface OtlpAttribute {
  readonly key: string;
  readonly value: object;
}

export function attributes(
  values: Readonly<Record<string, AttributeValue>>,
): readonly OtlpAttribute[] {
  return Object.entries(values).flatMap(([key, value]) =>
    value === null ? [] : [{ key, value: otlpValue(value) }],
  );
}

function otlpValue(value: Exclude<AttributeValue, null>): object {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number') {
    return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  }
  if ('fraction' in value) return { doubleValue: value.fraction };
  return { arrayValue: { values: value.map((stringValue) => ({ stringValue })) } };
}

/** Epoch milliseconds as OTLP's nanoseconds; '0' is unknown there. */
export function nanoseconds(ms: number | null): string {
  return ms === null ? '0' : `${Math.max(0, Math.round(ms))}000000`;
}
