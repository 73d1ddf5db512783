import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  mayHoldTraces,
  newestOf,
  TRACE_ENDINGS,
  TRACE_FILE_CLAUSE,
  TRACE_GLOB,
} from '../../../../src/core/trace/files';

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly customEditors: readonly {
      readonly viewType: string;
      readonly selector: readonly { readonly filenamePattern: string }[];
    }[];
    readonly menus: Readonly<
      Record<string, readonly { readonly command: string; readonly when?: string }[]>
    >;
  };
}

describe('the table of file endings', () => {
  const { activationEvents, contributes } = JSON.parse(
    readFileSync('package.json', 'utf8'),
  ) as Manifest;

  for (const ending of TRACE_ENDINGS) {
    it(`has .${ending} in searches, in the editor that the manifest declares, and in menus`, () => {
      assert.ok(mayHoldTraces(`log.${ending}`));
      assert.ok(mayHoldTraces(`LOG.${ending.toUpperCase()}`));
      assert.match(TRACE_GLOB, new RegExp(`[{,]${ending}[},]`));
      const editor = contributes.customEditors.find((e) => e.viewType === 'lrmLens.trace');
      assert.ok(editor?.selector.some((s) => s.filenamePattern === `*.${ending}`));
      assert.match(TRACE_FILE_CLAUSE, new RegExp(`[(|]${ending}[)|]`));
    });
  }

  for (const menu of ['explorer/context', 'editor/title/context']) {
    it(`is what ${menu} asks for`, () => {
      const entries = contributes.menus[menu] ?? [];
      const own = entries.find(({ command }) => command === 'lrmLens.openTrace');
      assert.equal(own?.when, TRACE_FILE_CLAUSE);
    });
  }

  it('does not start the extension with every file of these endings', () => {
    const languages = ['json', 'plaintext', 'markdown', 'log', 'yaml', 'csv'];
    for (const language of languages) {
      assert.ok(!activationEvents.includes(`onLanguage:${language}`), language);
    }
    assert.ok(!activationEvents.includes('*') && !activationEvents.includes('onStartupFinished'));
  });

  const skipped = ['package.json', 'package-lock.json', 'tsconfig.base.json', 'a.jsonl.lens.json'];
  for (const name of [...skipped, 'main.ts', 'json', 'README']) {
    it(`passes over ${name}`, () => assert.equal(mayHoldTraces(name), false));
  }
});

describe('the newest of many files', () => {
  it('are chosen by their times, in whatever order they were found', () => {
    const found = [3, 9, 1, 7].map((mtime) => ({ mtime }));
    assert.deepEqual(
      newestOf(found, 2).map(({ mtime }) => mtime),
      [9, 7],
    );
    assert.equal(newestOf(found, 9).length, 4);
  });
});
