import { inEnglish } from '../../../../src/core/text/voice';
import assert from 'node:assert/strict';
import type { Problem } from '../../../../src/core/model/problem';
import type { Trace } from '../../../../src/core/model/trace';
import { openTraceFile } from '../../../../src/core/trace/open';
import { memorySource } from '../../../../src/core/trace/source';

export interface Opened {
  readonly format: string;
  readonly traces: readonly Trace[];
  /** What is wrong with the file as a whole. */
  readonly problems: readonly Problem[];
}

/** Opens a file held in memory as the product does: sniffed, indexed, and each trace read again from its ranges. */
export async function open(name: string, content: string | Uint8Array): Promise<Opened> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const file = await openTraceFile(memorySource(name, bytes));
  assert.ok('format' in file, 'error' in file ? inEnglish(file.error.message) : '');
  const traces: Trace[] = [];
  for (const summary of file.summaries) traces.push(await file.read(summary.index));
  return { format: file.format, traces, problems: file.problems };
}

export function openLines(...values: readonly unknown[]): Promise<Opened> {
  return open('log.jsonl', values.map((value) => `${JSON.stringify(value)}\n`).join(''));
}

export function openJson(value: unknown, name = 'file.json'): Promise<Opened> {
  return open(name, JSON.stringify(value, null, 2));
}

/** Server-sent events as the wire carries them: the type is also the event's name. */
export function sse(...values: readonly object[]): string {
  return values
    .map((v) => `${'type' in v ? `event: ${String(v.type)}\n` : ''}data: ${JSON.stringify(v)}\n\n`)
    .join('');
}

/** A trace's segments in one line each, for comparing order and content at a glance. */
export function outline(trace: Trace | undefined): readonly string[] {
  return (trace?.segments ?? []).map((s) => {
    switch (s.kind) {
      case 'reasoning':
        return `${s.fidelity} reasoning: ${s.text}`;
      case 'answer':
        return `answer: ${s.text}`;
      case 'toolCall':
        return `call ${s.name}: ${s.input}`;
      case 'toolResult':
        return `${s.isError ? 'failed ' : ''}result: ${s.text}`;
      case 'raw':
        return `raw ${s.type}`;
    }
  });
}

/** The text of the prompt's messages with their roles. */
export function promptOf(trace: Trace | undefined): readonly string[] | null {
  return trace?.prompt?.map((m) => `${m.role}: ${m.text}`) ?? null;
}
