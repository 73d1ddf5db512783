import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { assembleLibrary, type ConceptFiles } from '../../../../src/core/concepts/assemble';
import {
  assembleTranslation,
  type TranslationFiles,
} from '../../../../src/core/concepts/assembleTranslation';

const FOLDER = join('media', 'concepts');
const read = (...names: string[]): string => readFileSync(join(FOLDER, ...names), 'utf8');
const markdownIn = (...folder: string[]): Record<string, string> =>
  Object.fromEntries(
    readdirSync(join(FOLDER, ...folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => [name.slice(0, -3), read(...folder, name)]),
  );

/** The pages as they ship. */
export function shippedFiles(): ConceptFiles {
  return {
    pages: markdownIn(),
    groups: JSON.parse(read('groups.json')) as unknown,
    sources: JSON.parse(read('sources.json')) as unknown,
    ledger: JSON.parse(read('ledger.json')) as unknown,
    models: JSON.parse(read('models.json')) as unknown,
  };
}

export const shipped = assembleLibrary(shippedFiles());

/** The files of a translation as they ship. */
export function shippedTranslationFiles(language: string) {
  return {
    language,
    pages: markdownIn(language),
    groups: JSON.parse(read(language, 'groups.json')) as unknown,
    ledger: JSON.parse(read(language, 'ledger.json')) as unknown,
  } satisfies TranslationFiles;
}

/** The translations as they ship, by language. */
export function shippedTranslation(language: string) {
  return assembleTranslation(shipped.written, shippedTranslationFiles(language));
}

/** A library of two small pages that breaks no rule; `change` may break one. */
export function smallFiles(
  change: { page?: string; ledger?: object; sources?: object; front?: string } = {},
): ConceptFiles {
  const front = (title: string, related: string) => `---
title: ${title}
group: basics
order: 1
gist: One sentence.
claims: [C01]
related: [${related}]
kinds: [check]
${change.front ?? ''}
evidence:
  - { fact: A fact., source: paper, checked: read, claims: [C01] }
---
`;
  const body = `Text about [two](two.md).

## What it means for your code

Nothing.

## Where the note is imprecise

See [C01](ledger.json#C01).
`;
  return {
    pages: {
      one: front('Page one', 'two') + (change.page ?? '') + body,
      two: front('Page two', 'one').replace('order: 1', 'order: 2') + body,
    },
    groups: [{ id: 'basics', title: 'Basics' }],
    sources: {
      paper: {
        short: 'Paper',
        title: 'A paper',
        authors: 'A. Author',
        year: 2025,
        url: 'https://example.org/paper',
      },
      ...change.sources,
    },
    models: { openai: 'gpt-6.1-terra' },
    ledger: {
      checked: '2026-11-23',
      claims: [
        {
          id: 'C01',
          section: 'Start',
          claim: 'A claim.',
          verdict: 'supported',
          evidence: 'It holds.',
          sources: ['paper'],
          ...change.ledger,
        },
      ],
    },
  };
}
