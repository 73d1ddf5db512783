import { inEnglish } from '../../../../src/core/text/voice';
import assert from 'node:assert/strict';
import { FORMATS } from '../../../../src/core/trace/formats/table';
import { startScan } from '../../../../src/core/trace/scan';
import { memorySource } from '../../../../src/core/trace/source';
import type { LogEdits } from '../../../../src/core/why/model';
import { readLogEdits } from '../../../../src/core/why/readLog';

export const at = Date.parse('2026-03-01T10:00:00Z');
export const iso = (seconds: number): string => new Date(at + seconds * 1000).toISOString();
export const LINE = 'const limit = readLimit(order, 72);';
export const OLD = 'const limit = 24;';

export async function editsIn(name: string, content: string): Promise<LogEdits | null> {
  const scan = await startScan(memorySource(name, new TextEncoder().encode(content)), FORMATS);
  assert.ok('format' in scan, 'error' in scan ? inEnglish(scan.error.message) : '');
  return readLogEdits(name, scan);
}

export const jsonl = (...values: readonly unknown[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join('');

export const replaced = { path: '/w/shop/src/pay.ts', old_str: OLD, new_str: LINE };
export const call = (name: string, input: object): object => ({
  id: 'c1',
  type: 'function',
  function: { name, arguments: JSON.stringify(input) },
});
