import * as z from 'zod';
import { explainConcept as explain } from '../../tools/explainConcept';
import { defineTool, textOrUnknown } from '../tool';

export const explainConcept = defineTool({
  name: 'explain_concept',
  title: 'Explain a concept of reasoning models',
  description:
    'Explains a concept of large reasoning models (what thinking costs, latency, effort settings, prompting, hidden reasoning, reading traces, training, hallucinations): one page with sourced evidence and how far each fact was checked, or the verdict on one of the claims C01 to C62.',
  input: z.object({
    query: z
      .string()
      .min(1)
      .max(400)
      .describe('A page id, a claim id (C54), or words to search for.'),
  }),
  output: z.object({
    found: z.enum(['page', 'claim', 'nothing']),
    id: textOrUnknown,
    title: textOrUnknown,
    others: z.array(z.string()),
  }),
  run: async ({ query }, { concepts }) =>
    explain(await concepts.library(), () => concepts.index(), query),
});
