import * as z from 'zod';
import type { ConceptsFile } from './concepts';
import type { Edits } from './edits';
import type { EngineThread } from './engine';
import type { Folders } from './folders';
import type { Quoting, Reply } from '../tools/quoting';

/** What a tool is given to answer one call. */
export interface ToolContext {
  readonly folders: Folders;
  readonly engine: EngineThread;
  readonly concepts: ConceptsFile;
  readonly edits: Edits;
  readonly quoting: Quoting;
  readonly signal: AbortSignal;
}

/** A tool of the server: read-only, its answer as words and as data of a stated shape. */
export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: object;
  readonly outputSchema: object;
  /** Rejects with a `ZodError` for arguments that are none, and with why where nothing can be answered. */
  call(args: unknown, context: ToolContext): Promise<Reply<object>>;
}

/** Data as it is handed on: nobody changes it. */
type Unchanging<T> = T extends readonly (infer E)[]
  ? readonly Unchanging<E>[]
  : T extends object
    ? { readonly [K in keyof T]: Unchanging<T[K]> }
    : T;

interface ToolOf<I extends z.ZodObject, O extends z.ZodObject> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: I;
  readonly output: O;
  readonly run: (
    input: z.output<I>,
    context: ToolContext,
  ) => Promise<Reply<Unchanging<z.output<O>> & object>>;
}

/** A tool from its schemas. */
export function defineTool<I extends z.ZodObject, O extends z.ZodObject>({
  name,
  title,
  description,
  input,
  output,
  run,
}: ToolOf<I, O>): Tool {
  return {
    name,
    title,
    description,
    inputSchema: z.toJSONSchema(input, { io: 'input' }),
    outputSchema: z.toJSONSchema(output),
    call: async (args, context) => {
      const { text, data } = await run(input.parse(args ?? {}), context);
      // What the schema does not name stays here.
      return { text, data: output.parse(data) };
    },
  };
}

/** What stands before a page may be held to find it. */
const LAST_ITEM = 100_000;

/** A page of a list: where it begins, from 1, and how many items it has at most. */
export const pageInput = (most: number) => ({
  from: z.int().min(1).max(LAST_ITEM).default(1).describe('First item of the page, from 1.'),
  most: z
    .int()
    .min(1)
    .max(most)
    .default(Math.min(20, most))
    .describe(`Items of a page, at most ${most}.`),
});

export const fileInput = z
  .string()
  .min(1)
  .max(4_000)
  .describe('Path of the file, whole or below one of the folders given at start.');

/** The end of a page: `next` is the first item of the following one, `null` after the last. */
export const nextOutput = z.int().nullable();

export const numberOrUnknown = z.number().nullable();
export const textOrUnknown = z.string().nullable();
