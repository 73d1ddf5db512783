/** A time in epoch milliseconds as ISO 8601 in UTC; `null` where it is unknown or no date. */
export function isoTime(at: number | null): string | null {
  const date = new Date(at ?? NaN);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
