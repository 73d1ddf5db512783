import { msg } from '../../../model/message';
import { countFigure, say } from '../../../model/sentence';
import { at, isObject, list, str } from '../../../text/json';
import { memorySource } from '../../source';
import { MAX_ENTRY_BYTES, MEGABYTE } from '../bounds';
import { decode, parseJson } from '../decode';
import { parseLoose } from '../embedded/looseValue';
import { closeJson } from '../partialJson';
import type { Layer } from './layer';

const LOOKED_AT = 2_048;

/** How the name of a notebook's rows ends. */
export const NOTEBOOK_ROWS = '.ipynb.jsonl';

/** A Jupyter notebook: what its cells printed, a row an output. Pictures and the cells themselves are left out. */
export const notebook: Layer = {
  id: 'notebook',
  title: msg('a notebook'),
  inside: (name) => `${name.replace(/\.ipynb$/i, '')}${NOTEBOOK_ROWS}`,
  sniff: (head) => {
    if (head[0] !== 0x7b) return false;
    const text = decode(head.subarray(0, LOOKED_AT));
    return /"cells"\s*:\s*\[\s*\{/.test(text) && /"cell_type"\s*:/.test(text);
  },
  head: (head) => linesOf(closeJson(head)),
  async open(source, signal) {
    if (source.size > MAX_ENTRY_BYTES) {
      const message = say(
        'A notebook is read up to {0} MB.',
        countFigure(MAX_ENTRY_BYTES / MEGABYTE),
      );
      return { source: null, problems: [{ code: 'too-large', message }] };
    }
    const parsed = parseJson(await source.read(0, source.size, signal));
    if (!parsed.ok) {
      return { source: null, problems: [{ code: parsed.code, message: parsed.message }] };
    }
    const name = notebook.inside(source.name);
    return { source: memorySource(name, linesOf(parsed.value)), problems: [] };
  },
};

function linesOf(value: unknown): Uint8Array {
  const rows = list(value, 'cells').flatMap((cell, number) =>
    list(cell, 'outputs').flatMap((output) => {
      const words = wordsOf(output);
      if (words.trim() === '') return [];
      const inside = /^\s*[{[\w'"]/.test(words) ? parseLoose(words.trim())?.value : undefined;
      // A text that was shown and not printed stands there as it would be written in code.
      const said = typeof inside === 'string' && /^\s*['"]/.test(words) ? inside : words;
      return [isObject(inside) ? inside : { output: said, cell: number }];
    }),
  );
  return new TextEncoder().encode(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}

/** What was printed, else what was shown: of shown Markdown the plain form names the object only. */
function wordsOf(output: unknown): string {
  return (
    textOf(at(output, 'text')) ||
    textOf(at(output, 'data', 'text/markdown')) ||
    textOf(at(output, 'data', 'text/plain'))
  );
}

/** Notebooks keep a text as its lines. */
function textOf(value: unknown): string {
  if (!Array.isArray(value)) return str(value) ?? '';
  return value.map((line) => str(line) ?? '').join('');
}
