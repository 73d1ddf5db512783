/** A snapshot older than this is not released: models and prices change by the week. */
export const MAX_DAYS = 60;

const days = (from, to) => Math.floor((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** What is too old of a catalogue on that day (ISO), in words; `null` where all is fresh enough. */
export function staleness({ sources, retirements }, today) {
  const dated = [
    [sources.p.name, sources.p.date],
    ['vendors’ pages', sources.v.date],
    ...Object.values(retirements).map(({ source, read }) => [source, read]),
  ];
  const old = dated.filter(([, date]) => !(days(date, today) <= MAX_DAYS));
  return old.length === 0
    ? null
    : `the catalogue is older than ${MAX_DAYS} days (npm run catalogue): ${old.map(([name, date]) => `${name} ${date}`).join(', ')}`;
}
