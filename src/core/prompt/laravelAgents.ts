import type { MessageReader } from './messages';
import type { DocumentLanguage, FoundPrompt } from './model';
import { modelIn, type NamedModel } from './modelIds';
import type { Reading } from './resolve';
import { effortOf, hasWord, thinkingEntries } from './site';
import type { Value } from './syntax/value';

/** What stands over a class of Laravel's: `#[Model('gpt-5.5')]`. */
const ATTRIBUTE = /#\[\s{0,20}Model\(\s{0,20}(['"])([^'"\n]{1,120})\1\s{0,20}\)/g;
/** Where a class begins. */
const CLASS = /^[ \t]{0,40}(?:(?:final|abstract|readonly)[ \t]{1,10}){0,3}class[ \t]{1,10}\w/gm;
const MAX_AGENTS = 50;

/** A method, with what it gives back in the end. */
interface Method {
  readonly start: number;
  readonly end: number;
  readonly gives: Value;
}

/** Agents of Laravel's AI SDK: classes whose method `instructions` gives what a model is told, with the model over the class or in a method. */
export function findLaravelAgents(
  reading: Reading,
  messages: MessageReader,
  language: DocumentLanguage,
): readonly FoundPrompt[] {
  const { program } = reading;
  if (!hasWord(['Laravel\\Ai\\'], program) || !hasWord(['#[', 'implements'], program)) return [];
  const { text } = program;
  const classes = [...text.matchAll(CLASS)].map((m) => m.index);
  const methods = (name: string): readonly Method[] =>
    (program.root.names.get(`this.${name}`) ?? []).flatMap(({ at, value }) => {
      const gives = value?.kind === 'function' ? value.returns.at(-1) : value;
      return value === null || gives === undefined || gives === null
        ? []
        : [{ start: at, end: Math.max(at, value.end), gives }];
    });
  return methods('instructions')
    .slice(0, MAX_AGENTS)
    .flatMap((fn): readonly FoundPrompt[] => {
      const own = classes.findLastIndex((at) => at <= fn.start);
      const from = classes[own];
      if (from === undefined) return [];
      const to = classes[own + 1] ?? text.length;
      const inClass = ({ start }: { readonly start: number }): boolean =>
        from <= start && start < to;
      const said = messages.read(fn.gives, 'system');
      if (!said.known) return [];
      const [model] = methods('model').filter(inClass);
      const named =
        (model === undefined ? null : modelIn(model.gives, reading)) ??
        modelOver(text, classes[own - 1] ?? 0, from);
      const records = program.records.filter(inClass);
      const thinking = thinkingEntries(
        records.flatMap((r) => r.entries),
        reading,
      );
      return [
        {
          kind: 'request',
          language,
          messages: said.pieces,
          placeholders: said.placeholders,
          call: {
            callee: null,
            library: 'laravel-ai',
            vendor: null,
            range: { start: fn.start, end: fn.end },
            ...{ parameters: [], arguments: [], thinking: [] },
            model: named && { id: named.id, written: null, declared: named.declared },
          },
          model: named?.id ?? null,
          effort: effortOf(thinking, reading),
        },
      ];
    });
}

/** The model in the last attribute between two places; null where there is none. */
function modelOver(text: string, from: number, to: number): NamedModel | null {
  const last = [...text.slice(from, to).matchAll(ATTRIBUTE)].at(-1);
  if (last === undefined) return null;
  const start = from + last.index + last[0].indexOf(last[2]!);
  return { id: last[2]!, declared: { start, end: start + last[2]!.length } };
}
