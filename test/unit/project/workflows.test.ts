import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { CORE_SCHEMA, load } from 'js-yaml';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly permissions?: object;
  readonly jobs: Readonly<Record<string, Job>>;
}

const folder = '.github/workflows';
const files = readdirSync(folder);
const textOf = (file: string): string => readFileSync(`${folder}/${file}`, 'utf8');
const jobs = files.flatMap((file) => {
  const { jobs: all } = load(textOf(file), { schema: CORE_SCHEMA }) as Workflow;
  return Object.entries(all).map(([name, job]) => ({ name: `${file}: ${name}`, job }));
});

describe('the workflows', () => {
  it('use actions at a commit, with the tag that it had', () => {
    const uses = files.flatMap((file) => textOf(file).match(/^\s*(?:- )?uses: .*$/gm) ?? []);
    assert.ok(uses.length >= 10, `${uses.length} uses`);
    for (const line of uses)
      assert.match(line, /uses: [\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/, line);
  });

  it('use one commit of an action everywhere', () => {
    const steps = jobs.flatMap(({ job }) => job.steps);
    const used = new Set(steps.flatMap(({ uses }) => uses ?? []));
    const actions = new Set([...used].map((use) => use.split('@')[0]));
    assert.equal(used.size, actions.size, [...used].join('\n'));
  });

  it('give a job no right that it does not name, and few of those', () => {
    for (const file of files) {
      const { permissions } = load(textOf(file), { schema: CORE_SCHEMA }) as Workflow;
      assert.deepEqual(permissions, {}, file);
    }
    const writing = jobs.flatMap(({ name, job }) => {
      assert.ok(job.permissions !== undefined && job['timeout-minutes'] !== undefined, name);
      return Object.entries(job.permissions).flatMap(([right, level]) =>
        level === 'write' ? [`${name}: ${right}`] : [],
      );
    });
    assert.deepEqual(writing.sort(), [
      'codeql.yml: analyse: security-events',
      'release.yml: page: contents',
    ]);
  });

  it('install by a lock file, and run no scripts of packages where a secret is', () => {
    for (const { name, job } of jobs) {
      const runs = job.steps.flatMap(({ run }) => run ?? []).join('\n');
      assert.doesNotMatch(runs, /\bnpx\b|npm (?:i|install)\b|@latest/, name);
      if (!JSON.stringify(job).includes('secrets.')) continue;
      assert.doesNotMatch(
        runs.replaceAll('--ignore-scripts', 'safe'),
        /npm ci(?! safe)|npm test|npm run/,
        name,
      );
    }
  });

  it('leave no token behind in a checkout', () => {
    const checkouts = jobs
      .flatMap(({ job }) => job.steps)
      .filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    assert.ok(checkouts.length > 0);
    for (const step of checkouts) assert.equal(step.with?.['persist-credentials'], false);
  });
});

/** Where a package comes from that names no other place. */
const REGISTRY = 'https://registry.npmjs.org/';

describe('the lock files', () => {
  for (const file of ['package-lock.json', '.github/publish/package-lock.json']) {
    it(`hold a checksum of every package: ${file}`, () => {
      const { packages } = JSON.parse(readFileSync(file, 'utf8')) as {
        readonly packages: Readonly<Record<string, { integrity?: string; resolved?: string }>>;
      };
      const installed = Object.entries(packages).filter(([name]) => name !== '');
      assert.ok(installed.length > 100, `${installed.length} packages`);
      const bad = installed.filter(
        ([, { integrity, resolved = REGISTRY }]) =>
          integrity === undefined || !resolved.startsWith(REGISTRY),
      );
      assert.deepEqual(
        bad.map(([name]) => name),
        [],
      );
    });
  }
});
