import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

/** Files below a folder, their paths with `/`. */
const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative('.', join(entry.parentPath, entry.name)).replaceAll('\\', '/'));

/** `stepRow.tsx`, `stepRow.test.ts`, `spawn.web.ts`: what TypeScript or a tool names otherwise is listed. */
const CAMEL_CASE = /^[a-z][A-Za-z0-9]*(?:\.[a-z0-9]+)*$/;
const NAMED_BY_TOOLS = new Set(['worker-threads.d.ts', 'fs-promises.d.ts', 'host-tests.d.ts']);

/** The folders of the core that files of each import from: `steps` -> `text`, `model`. */
function arrowsOfCore(): ReadonlyMap<string, ReadonlySet<string>> {
  const arrows = new Map<string, Set<string>>();
  for (const file of filesIn('src/core').filter((name) => name.endsWith('.ts'))) {
    const [, , from = ''] = file.split('/');
    for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(/from '(\.[^']+)'/g)) {
      const [, , to = ''] = join(dirname(file), path).replaceAll('\\', '/').split('/');
      if (to !== from) arrows.set(from, (arrows.get(from) ?? new Set()).add(to));
    }
  }
  return arrows;
}

/** A way along the arrows that comes back to where it began; `null` where there is none. */
function circleIn(arrows: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] | null {
  const done = new Set<string>();
  const walk = (at: string, way: readonly string[]): readonly string[] | null => {
    if (way.includes(at)) return [...way.slice(way.indexOf(at)), at];
    if (done.has(at)) return null;
    for (const next of arrows.get(at) ?? []) {
      const circle = walk(next, [...way, at]);
      if (circle !== null) return circle;
    }
    done.add(at);
    return null;
  };
  for (const folder of arrows.keys()) {
    const circle = walk(folder, []);
    if (circle !== null) return circle;
  }
  return null;
}

/** Rooms of the host that all features may use. */
const SHARED_ROOMS = ['shared', 'capture'];

/** Imports of a feature of the host by another one, in a source text that stands at `file`. */
function acrossFeatures(file: string, text: string): readonly string[] {
  const [, , own = ''] = file.split('/');
  return [...text.matchAll(/from '(\.[^']+)'/g)].flatMap(([, path = '']) => {
    const [, layer, room = ''] = join(dirname(file), path).replaceAll('\\', '/').split('/');
    const isForeign = layer === 'host' && room !== own && !SHARED_ROOMS.includes(room);
    return isForeign ? [`${file} -> ${room}`] : [];
  });
}

/** Names of the types that a source text exports. */
const typesOf = (text: string): readonly string[] =>
  [...text.matchAll(/^export (?:abstract )?(?:interface|type|class) (\w+)/gm)].map(
    ([, name = '']) => name,
  );

/** What writes a number, an amount or a date for people; `rounded` of `core/text/round.ts` is for data and drawings. */
const WRITES =
  /\.toFixed\(|\.toLocale(?:Date|Time)?String\(|\bIntl\.(?:Number|DateTime)Format|`\$\$\{|'\$' \+/;

describe('the house', () => {
  it('has features in the host that know nothing of each other', () => {
    const files = filesIn('src/host').filter((file) => file.endsWith('.ts'));
    assert.ok(files.length > 100);
    const own = "import { x } from '../estimate/reports';";
    assert.equal(acrossFeatures('src/host/traces/x.ts', own).length, 1);
    assert.equal(acrossFeatures('src/host/estimate/x.ts', own).length, 0);
    assert.deepEqual(
      files.flatMap((file) => acrossFeatures(file, readFileSync(file, 'utf8'))),
      [],
    );
  });

  it('writes numbers, money and dates in one place, the voice', () => {
    const voice = readFileSync('src/core/text/voice.ts', 'utf8');
    assert.match(voice, WRITES);
    for (const own of ['usd.toFixed(2)', '`$${usd}`', 'n.toLocaleString()'])
      assert.match(own, WRITES);
    const writers = filesIn('src').filter(
      (file) => /\.tsx?$/.test(file) && WRITES.test(readFileSync(file, 'utf8')),
    );
    assert.deepEqual(writers.sort(), ['src/core/text/round.ts', 'src/core/text/voice.ts']);
  });

  it('has no circle between the folders of the core', () => {
    const arrows = arrowsOfCore();
    assert.ok(arrows.get('steps')?.has('model'), 'the arrows are read');
    assert.ok(circleIn(new Map([...arrows, ['model', new Set(['steps'])]]))?.includes('model'));
    assert.equal(circleIn(arrows), null);
  });

  it('has a floor of lines and branches for each of its rooms', () => {
    const floors = JSON.parse(readFileSync('test/coverage.json', 'utf8')) as Record<string, object>;
    const floored = new Set(Object.values(floors).flatMap((kind) => Object.keys(kind)));
    const rooms = readdirSync('src', { withFileTypes: true })
      .filter((house) => house.isDirectory())
      .flatMap(({ name }) =>
        ['core', 'host', 'webview'].includes(name)
          ? readdirSync(`src/${name}`, { withFileTypes: true })
              .filter((room) => room.isDirectory())
              .map((room) => `${name}/${room.name}`)
          : [name],
      );
    assert.ok(rooms.length > 30);
    assert.deepEqual(
      rooms.filter((room) => !floored.has(room)),
      [],
    );
  });

  it('throws no English sentence that a translated page could show', () => {
    // A sentence for people goes in a `SentenceError`; what is thrown at programmers is a fragment.
    const english = /new (?:Type)?Error\(\s*(['`"])[A-Z][^'`"]*\.\1/;
    assert.match("throw new Error('The file is gone.')", english);
    // Their readers are language models and people at a terminal, who are told in English.
    const forOthers = /^src\/(?:cli|mcp|tools)\/|\/inspectTool\.ts$/;
    const throwing = filesIn('src').filter(
      (file) =>
        /\.tsx?$/.test(file) && !forOthers.test(file) && english.test(readFileSync(file, 'utf8')),
    );
    assert.deepEqual(throwing, []);
  });

  it('tries no test twice', () => {
    const again = /\bretries\(|configure\(\{[^}]*\bretries/;
    const twice = ['unit', 'property', 'page', 'host', 'e2e']
      .flatMap((folder) => filesIn(`test/${folder}`))
      .filter((file) => /\.test\.tsx?$|config\.ts$/.test(file))
      .filter((file) => again.test(readFileSync(file, 'utf8')));
    assert.deepEqual(twice, []);
  });

  it('times no test by the clock', () => {
    const timed = /\b(?:Date|performance)\.now\(\) ?-/;
    assert.match(['Date.now()', '- started'].join(' '), timed);
    const files = ['unit', 'property'].flatMap((folder) => filesIn(`test/${folder}`));
    const clocked = files.filter((file) => timed.test(readFileSync(file, 'utf8')));
    assert.deepEqual(clocked, []);
  });

  it('gives no two types one name', () => {
    const files = filesIn('src').filter((name) => /\.tsx?$/.test(name));
    const places = new Map<string, string[]>();
    for (const file of files) {
      for (const name of typesOf(readFileSync(file, 'utf8')))
        places.set(name, [...(places.get(name) ?? []), file]);
    }
    assert.deepEqual(typesOf('export type A = 1;\nexport interface B<C> {}'), ['A', 'B']);
    assert.ok(places.size > 500);
    assert.deepEqual(
      [...places]
        .filter(([, at]) => at.length > 1)
        .map(([name, at]) => `${name}: ${at.join(', ')}`),
      [],
    );
  });

  it('draws links and what opens by the kit of the pages', () => {
    const own = /<details\b|<summary\b|class="link[" ]/;
    assert.match('<button class="link" type="button">', own);
    const drawing = filesIn('src/webview').filter(
      (file) => file.endsWith('.tsx') && own.test(readFileSync(file, 'utf8')),
    );
    assert.deepEqual(drawing, ['src/webview/ui/disclosure.tsx']);
  });

  it('has one store in each page', () => {
    const pages = filesIn('src/webview').filter((file) => basename(file) === 'main.tsx');
    const storesOf = (page: string): readonly string[] =>
      filesIn(dirname(page)).filter((file) => readFileSync(file, 'utf8').includes('new Store<'));
    assert.ok(pages.length >= 6);
    assert.deepEqual(
      pages.filter((page) => storesOf(page).length !== 1),
      [],
    );
    assert.deepEqual(
      pages.filter((page) => /\buseState\b|listeners?\b/.test(readFileSync(page, 'utf8'))),
      [],
    );
  });

  it('names its files in camelCase', () => {
    const files = [...filesIn('src'), ...filesIn('test')].filter(
      (file) =>
        !/(?:^|\/)(?:fixtures|cases|data)\//.test(file) && /\.(?:tsx?|mjs|css|json)$/.test(file),
    );
    assert.ok(files.length > 500);
    const others = files.filter((file) => {
      const name = basename(file);
      return !CAMEL_CASE.test(name) && !NAMED_BY_TOOLS.has(name);
    });
    assert.deepEqual(others, []);
  });
});
