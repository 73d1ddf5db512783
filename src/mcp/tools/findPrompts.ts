import { basename } from 'node:path';
import * as z from 'zod';
import { promptText, type FoundPrompt } from '../../core/prompt/model';
import { lineAndColumn, placeOf, viaOf } from '../../core/prompt/place';
import { sourceText } from '../../cli/sourceText';
import { counted } from '../../core/text/voice';
import { defineTool, fileInput, nextOutput, pageInput, textOrUnknown } from '../tool';

const MAX_PROMPT = 2_000;

export const findPrompts = defineTool({
  name: 'find_prompts',
  title: 'Find the prompts of a source file',
  description:
    'Finds the prompts and model calls in a source file, notebook, request or prompt file, by its grammar: line, what sends it, model and effort as the code names them, holes that are filled in at run time, and the text. What is imported from other files is not followed.',
  input: z.object({ file: fileInput, ...pageInput(50) }),
  output: z.object({
    count: z.int(),
    prompts: z.array(
      z.object({
        line: z.int(),
        via: z.string(),
        model: textOrUnknown,
        effort: textOrUnknown,
        holes: z.array(z.string()),
        text: z.string(),
      }),
    ),
    next: nextOutput,
  }),
  run: async ({ file, from, most }, { folders, engine, quoting, signal }) => {
    const path = await folders.file(file);
    const text = await sourceText(path);
    const document = { text, languageId: '', fileName: basename(path) };
    const found = await engine.call('findPrompts', { document }, { signal });
    const page = found.slice(from - 1, from - 1 + most);
    const next = found.length > from - 1 + most ? from + most : null;
    const line = (p: FoundPrompt): number => lineAndColumn(text, placeOf(p)).line;
    const blocks = page.map((p) =>
      quoting.block(
        `line ${line(p)}, via ${quoting.line(viaOf(p))}, model ${quoting.line(p.model)}`,
        promptText(p),
      ),
    );
    const value = (words: string | null): string | null => words && quoting.value(words, 200);
    return {
      text: [
        quoting.note,
        `${counted(found.length, 'prompt')}.`,
        ...blocks,
        ...(next === null ? [] : [`More from prompt ${next}.`]),
      ].join('\n'),
      data: {
        count: found.length,
        prompts: page.map((p) => ({
          line: line(p),
          via: quoting.value(viaOf(p), 200),
          model: value(p.model),
          effort: value(p.effort),
          holes: p.placeholders.slice(0, 50).map((hole) => quoting.value(hole, 100)),
          text: quoting.value(promptText(p), MAX_PROMPT),
        })),
        next,
      },
    };
  },
});
