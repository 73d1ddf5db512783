import { dspyReceiver } from './engines';
import { Evaluator, hole } from './evaluate';
import { MessageReader } from './messages';
import type { DocumentLanguage, FoundPrompt, PromptPiece } from './model';
import { pathOf, type Reading } from './resolve';
import { effortOf, thinkingEntries } from './site';
import type { ClassValue, Value } from './syntax/value';

/** DSPy's signatures: the docstring of the class is the instruction, its input fields are filled in. */
export function findSignatures(
  reading: Reading,
  language: DocumentLanguage,
): readonly FoundPrompt[] {
  return reading.program.classes.flatMap((c) => {
    const isSignature = c.bases.some((b) => pathOf(b).at(-1) === 'Signature');
    const found = isSignature ? signature(c, reading, language) : null;
    return found === null ? [] : [found];
  });
}

/** The description of a field, where it has one. */
const described = (value: Value | null): Value | null =>
  value?.kind === 'call' ? (value.args.find((a) => a.name === 'desc')?.value ?? null) : null;

function signature(
  c: ClassValue,
  reading: Reading,
  language: DocumentLanguage,
): FoundPrompt | null {
  const texts = new Evaluator(reading);
  const fields = [...c.scope.names]
    .filter(([name]) => name.startsWith('this.'))
    .map(([name, all]) => ({ name: name.slice(5), value: all.at(-1)?.value ?? null }))
    .filter(({ value }) => value?.kind === 'call');
  const of = (kind: string) =>
    fields.filter((f) => f.value?.kind === 'call' && pathOf(f.value.callee).at(-1) === kind);
  // Its docstring, or the text that stands for it: `__doc__ = f"..."`.
  const own = c.docstring ?? c.scope.names.get('this.__doc__')?.at(-1)?.value ?? null;
  if (own === null && fields.length === 0) return null;
  const doc = own === null ? null : texts.text(own);
  const rules = fields.flatMap((f) => {
    const text = described(f.value);
    return text === null ? [] : [`${f.name}: ${texts.text(text).text}`];
  });
  const inputs = of('InputField').map((f) => hole(f.name, null));
  const system = [doc?.text.trim() ?? '', ...rules].filter((t) => t !== '').join('\n');
  const at = own ?? c;
  const range = { start: at.start, end: at.end };
  const messages: PromptPiece[] = [
    ...(system === '' ? [] : [{ role: 'system' as const, text: system, range }]),
    ...(inputs.length === 0
      ? []
      : [{ role: 'user' as const, text: inputs.map((t) => t.text).join('\n'), range: null }]),
  ];
  if (messages.length === 0) return null;
  const asked = dspyReceiver(new MessageReader(texts));
  return {
    kind: 'call',
    language,
    messages,
    placeholders: inputs.flatMap((t) => t.placeholders),
    call: {
      callee: c.name,
      library: 'dspy',
      vendor: null,
      range: { start: c.start, end: c.end },
      parameters: [],
      arguments: [],
      model: null,
      thinking: [],
    },
    model: asked.model?.id ?? null,
    effort: effortOf(thinkingEntries(asked.entries, reading), reading),
  };
}
