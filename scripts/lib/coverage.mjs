// Which lines and branches of the sources the tests of a run have been in, by room: not of the bundles, and with the files that
// no test loads. Floors are in test/coverage.json; `node scripts/run-unit.mjs --coverage --write` sets them anew.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { CoverageReport } from 'monocart-coverage-reports';
import { root } from '../vscode/provision.mjs';

const FLOORS = join(root, 'test/coverage.json');

/**
 * Points between what is reached when the floors are set and the floors: room for code that is on its way, and in pages for
 * branches that a fast machine is through before they are looked at.
 */
const MARGIN = { unit: 5, page: 15 };

/** Folders of these are rooms of their own. */
const HOUSES = ['core', 'host', 'webview'];

function roomOf(path) {
  const [, house, room, ...rest] = path.split('/');
  return HOUSES.includes(house) && rest.length > 0 ? `${house}/${room}` : room ? house : 'root';
}

const maps = new Map();

/** The map of a bundle that names none, which the build has written beside it. */
function mapBeside(url) {
  if (!maps.has(url)) {
    const path = `${fileURLToPath(url)}.map`;
    maps.set(url, existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined);
  }
  return maps.get(url);
}

/**
 * Adds up what V8 wrote into `folder` about the files whose addresses fit `bundles`, by room: covered and all lines and branches. Only
 * sources whose paths in src/ fit `of`.
 */
async function coverageByRoom(folder, { bundles, of = /./ }) {
  const counts = (path) =>
    /^src\/.*(?<!\.d)\.tsx?$/.test(path) && of.test(path.slice('src/'.length));
  const report = new CoverageReport({
    outputDir: join(root, 'dist-test/coverage'),
    reports: ['json-summary'],
    logging: 'error',
    entryFilter: ({ url }) => bundles.test(url),
    onEntry: (entry) => {
      entry.sourceMap ??= mapBeside(entry.url);
    },
    sourcePath: (path) => path.replace(/^.*?(?=src\/)/, ''),
    sourceFilter: counts,
    all: {
      dir: ['src'],
      filter: (path) => counts(path.replace(/^.*?(?=src\/)/, '')),
      transformer: async (entry) => {
        const { code, map } = await esbuild.transform(entry.source, {
          loader: entry.url.endsWith('x') ? 'tsx' : 'ts',
          jsx: 'automatic',
          sourcemap: true,
          sourcefile: entry.url,
        });
        entry.source = code;
        entry.sourceMap = JSON.parse(map);
      },
    },
  });
  await report.addFromDir(folder);
  const { files } = await report.generate();
  const rooms = new Map();
  for (const { sourcePath, summary } of files) {
    // Glue between the bundles.
    if (!counts(sourcePath)) continue;
    const room = roomOf(sourcePath);
    const sum = rooms.get(room) ?? { files: 0, lines: [0, 0], branches: [0, 0] };
    sum.files++;
    for (const what of ['lines', 'branches']) {
      sum[what][0] += summary[what].covered;
      sum[what][1] += summary[what].total;
    }
    rooms.set(room, sum);
  }
  return new Map([...rooms].sort(([a], [b]) => a.localeCompare(b)));
}

const percent = ([covered, all]) => (all === 0 ? 100 : (100 * covered) / all);

/**
 * Prints the coverage of each room that `what` chooses, as above, and compares it with the floors of a kind of tests; whether all hold.
 * `write` makes what is reached now, less a margin, the floors.
 */
export async function holdFloors(kind, folder, what, write) {
  const rooms = await coverageByRoom(folder, what);
  const all = JSON.parse(readFileSync(FLOORS, 'utf8'));
  const floors = all[kind] ?? {};
  const reached = {};
  let good = true;
  console.log(`coverage of the sources by ${kind} tests, percent of lines and branches (floor):`);
  for (const [room, { files, lines, branches }] of rooms) {
    const now = { lines: percent(lines), branches: percent(branches) };
    reached[room] = {
      lines: Math.max(0, Math.floor(now.lines) - MARGIN[kind]),
      branches: Math.max(0, Math.floor(now.branches) - MARGIN[kind]),
    };
    const floor = floors[room] ?? { lines: 0, branches: 0 };
    const low = now.lines < floor.lines || now.branches < floor.branches;
    good &&= !low;
    const show = (what) => `${now[what].toFixed(1)} (${floor[what]})`;
    console.log(
      `  ${low ? 'BELOW ' : ''}${room}: ${show('lines')}, ${show('branches')}, ${files} files`,
    );
  }
  if (write) writeFileSync(FLOORS, `${JSON.stringify({ ...all, [kind]: reached }, null, 2)}\n`);
  return good || write;
}
