import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  mayHoldTraces,
  TRACE_ENDINGS,
  TRACE_FILE_CLAUSE,
  TRACE_GLOB,
} from '../../../../src/core/trace/files';

interface Manifest {
  readonly contributes: {
    readonly customEditors: readonly {
      readonly viewType: string;
      readonly selector: readonly { readonly filenamePattern: string }[];
    }[];
    readonly menus: Readonly<Record<string, readonly { readonly when?: string }[]>>;
  };
}

describe('the table of file endings', () => {
  const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;

  for (const { ending, inMenus } of TRACE_ENDINGS) {
    it(`has .${ending} in searches, in the editor that the manifest declares, and in menus where it says so`, () => {
      assert.ok(mayHoldTraces(`log.${ending}`));
      assert.ok(mayHoldTraces(`LOG.${ending.toUpperCase()}`));
      assert.match(TRACE_GLOB, new RegExp(`[{,]${ending}[},]`));
      const editor = contributes.customEditors.find((e) => e.viewType === 'lrmLens.trace');
      assert.ok(editor?.selector.some((s) => s.filenamePattern === `*.${ending}`));
      assert.equal(new RegExp(`[(|]${ending}[)|]`).test(TRACE_FILE_CLAUSE), inMenus);
    });
  }

  it('is what the menus of the explorer ask for', () => {
    const { 'explorer/context': entries = [] } = contributes.menus;
    assert.ok(entries.some(({ when }) => when?.includes(TRACE_FILE_CLAUSE) === true));
  });

  const skipped = ['package.json', 'package-lock.json', 'tsconfig.base.json', 'a.jsonl.lens.json'];
  for (const name of [...skipped, 'main.ts', 'json', 'README']) {
    it(`passes over ${name}`, () => assert.equal(mayHoldTraces(name), false));
  }
});
