import * as z from 'zod';
import { inspectTrace as inspect, type InspectedTrace } from '../../tools/inspectTrace';
import type { Reply } from '../../tools/quoting';
import { inspectedFile } from '../inspectedFile';
import { defineTool, fileInput, numberOrUnknown, type ToolContext } from '../tool';
import { traceOutput } from './inspectTrace';

const side = z.object({ file: fileInput, trace: z.int().min(1).default(1) });

export const compareTraces = defineTool({
  name: 'compare_traces',
  title: 'Compare two reasoning traces',
  description:
    'Puts two generations side by side: whether prompt and answer are the same, at which step their reasoning parts, and what each spent by kind of step.',
  input: z.object({ a: side, b: side }),
  output: z.object({
    samePrompt: z.boolean().nullable(),
    sameAnswer: z.boolean().nullable(),
    partsAt: z
      .object({ a: numberOrUnknown, b: numberOrUnknown })
      .nullable()
      .describe('Steps from which the two go different ways; null when they never do.'),
    a: traceOutput,
    b: traceOutput,
  }),
  run: async ({ a, b }, context) => {
    const { folders, engine, quoting, signal } = context;
    const [pathA, pathB] = [await folders.file(a.file), await folders.file(b.file)];
    return engine.withFile(pathA, signal, (fileA) =>
      engine.withFile(pathB, signal, async (fileB) => {
        const key = (handle: number, trace: number) => ({
          handle,
          index: trace - 1,
          corrections: null,
        });
        const one = await inspect(inspectedFile(engine, fileA), { trace: a.trace }, quoting);
        const other = await inspect(inspectedFile(engine, fileB), { trace: b.trace }, quoting);
        const both = { a: key(fileA.handle, a.trace), b: key(fileB.handle, b.trace) };
        const { samePrompt, sameAnswer, pairs, partsAt } = await engine.call('compare', both, {
          signal,
        });
        const stepAt = (steps: Int32Array): number | null => {
          const step = partsAt === null ? -1 : (steps.subarray(partsAt).find((s) => s >= 0) ?? -1);
          return step < 0 ? null : step + 1;
        };
        const parts = partsAt === null ? null : { a: stepAt(pairs.a), b: stepAt(pairs.b) };
        return {
          text: describe(one, other, { samePrompt, sameAnswer, parts }, context),
          data: { samePrompt, sameAnswer, partsAt: parts, a: traceOf(one), b: traceOf(other) },
        };
      }),
    );
  },
});

function traceOf({ data }: Reply<InspectedTrace>) {
  // A trace that was named is always told.
  return data.trace!;
}

function describe(
  a: Reply<InspectedTrace>,
  b: Reply<InspectedTrace>,
  {
    samePrompt,
    sameAnswer,
    parts,
  }: {
    readonly samePrompt: boolean | null;
    readonly sameAnswer: boolean | null;
    readonly parts: { readonly a: number | null; readonly b: number | null } | null;
  },
  { quoting }: ToolContext,
): string {
  const said = (yes: boolean | null): string => (yes === null ? 'unknown' : yes ? 'yes' : 'no');
  const step = (n: number | null): string => (n === null ? 'its end' : `step ${n}`);
  const own = ({ text }: Reply<InspectedTrace>): string => text.slice(text.indexOf('\n') + 1);
  return [
    quoting.note,
    `Same prompt: ${said(samePrompt)}. Same answer: ${said(sameAnswer)}. ${
      parts === null
        ? 'Their reasoning never parts for long.'
        : `They part at ${step(parts.a)} of A and ${step(parts.b)} of B.`
    }`,
    `A:\n${own(a)}`,
    `B:\n${own(b)}`,
  ].join('\n');
}
