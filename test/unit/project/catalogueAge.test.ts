import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = process.cwd();
const data = join(root, 'src/core/estimate/data/catalogue.data.json');

/** What the release check says of the shipped catalogue on a day. */
function staleness(today: string): string | null {
  const lib = pathToFileURL(join(root, 'scripts/lib/catalogueAge.mjs')).href;
  const script = `import { readFileSync } from 'node:fs';
    import { staleness } from ${JSON.stringify(lib)};
    const data = JSON.parse(readFileSync(${JSON.stringify(data)}, 'utf8'));
    console.log(JSON.stringify(staleness(data, ${JSON.stringify(today)})));`;
  const out = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  const said: unknown = JSON.parse(out);
  return typeof said === 'string' ? said : null;
}

const { sources } = JSON.parse(readFileSync(data, 'utf8')) as { sources: { p: { date: string } } };
const after = (days: number): string =>
  new Date(Date.parse(sources.p.date) + days * 86_400_000).toISOString().slice(0, 10);

describe('a release', () => {
  it('takes a catalogue of up to 60 days', () => {
    assert.equal(staleness(after(60)), null);
  });

  it('refuses an older one, naming the source and its day', () => {
    assert.match(staleness(after(61)) ?? '', /older than 60 days.*@earendil-works\/pi-ai \d{4}-/);
  });
});
