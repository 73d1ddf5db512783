import type { PromptCall, RequestArgument, RequestValue, TextRange } from '../prompt/model';
import { indentAt, type TextEdit } from './edits';
import type { Template } from './rules/rule';
import type { Service } from './service';
import { bareName, wordOf } from './tree';
import { styleOf, writtenArgument, writtenValue, type Style } from './written';

/** Parameters to set, as a tree: a leaf is a whole value, a branch a record that may hold more. */
type Wanted =
  | { readonly kind: 'leaf'; readonly value: Template }
  | { readonly kind: 'branch'; readonly entries: Map<string, Wanted> };

/** Puts the values of paths into one tree. */
export function wantedTree(set: Readonly<Record<string, Template>>): Map<string, Wanted> {
  const root = new Map<string, Wanted>();
  for (const [path, value] of Object.entries(set)) {
    const names = path.split('.');
    let entries = root;
    for (const name of names.slice(0, -1)) {
      const known = entries.get(name);
      const next =
        known?.kind === 'branch' ? known : { kind: 'branch' as const, entries: new Map() };
      entries.set(name, next);
      entries = next.entries;
    }
    entries.set(names.at(-1) ?? '', { kind: 'leaf', value });
  }
  return root;
}

const plain = (wanted: Wanted): Template =>
  wanted.kind === 'leaf'
    ? wanted.value
    : Object.fromEntries([...wanted.entries].map(([k, w]) => [k, plain(w)]));

/** Whether a request has this value already. */
function has(value: RequestValue, wanted: Template): boolean {
  if (typeof wanted === 'string') return wordOf(value)?.toLowerCase() === wanted.toLowerCase();
  if (typeof wanted !== 'object') return value.literal === wanted;
  const entries = Object.entries(wanted);
  return entries.every(([name, inner]) => {
    const own = memberOf(value.members, name);
    return own !== undefined && has(own.value, inner);
  });
}

const memberOf = (members: readonly RequestArgument[], name: string): RequestArgument | undefined =>
  members.find((m) => m.name !== null && bareName(m.name) === bareName(name));

/** Whether a call sets all that is wanted already. */
export function isSet(members: readonly RequestArgument[], wanted: Map<string, Wanted>): boolean {
  return [...wanted].every(([name, want]) => {
    const own = memberOf(members, name);
    if (own === undefined) return false;
    return want.kind === 'leaf'
      ? has(own.value, want.value)
      : isSet(own.value.members, want.entries);
  });
}

/** The end of an argument without the comma behind it. */
export function endOf({ range, value }: RequestArgument, document: string): number {
  const tail = document.slice(value.range.end, range.end).replace(/\s{0,80},[ \t]{0,80}\n?$/, '');
  return value.range.end + Math.max(0, tail.trimEnd().length);
}

/** Thrown away where a setting cannot be written: the value is built elsewhere. */
class Unwritable extends Error {}

export interface SettingWriter {
  readonly call: PromptCall;
  readonly document: string;
  readonly service: Service;
  /** Style of the call's own arguments. */
  readonly style: Style;
  readonly anchor: RequestArgument;
  /** Whether an argument goes: nothing is put beside it. */
  readonly goes: (argument: RequestArgument) => boolean;
}

/** The edits that set parameters in a call; null where one of them cannot be written. Nothing for what is set already. */
export function settingEdits(
  writer: SettingWriter,
  wanted: Map<string, Wanted>,
): readonly TextEdit[] | null {
  try {
    return inContainer(writer, writer.call.arguments, wanted, null);
  } catch (error) {
    if (error instanceof Unwritable) return null;
    throw error;
  }
}

function inContainer(
  writer: SettingWriter,
  members: readonly RequestArgument[],
  wanted: Map<string, Wanted>,
  container: RequestValue | null,
): readonly TextEdit[] {
  return [...wanted].flatMap(([name, want]): readonly TextEdit[] => {
    const own = memberOf(members, name);
    if (own === undefined) return [inserted(writer, members, name, want, container)];
    const { value } = own;
    const style = styleOf(own, writer.document, writer.style.language, writer.style.quote);
    if (want.kind === 'leaf') {
      if (has(value, want.value)) return [];
      if (style === null || value.range.start === own.nameRange?.start) throw new Unwritable();
      return [{ range: value.range, newText: written(writer, want.value) }];
    }
    if (value.kind !== 'record' && value.kind !== 'call') throw new Unwritable();
    if (value.members.length > 0) return inContainer(writer, value.members, want.entries, value);
    if (value.kind === 'call') throw new Unwritable();
    return [{ range: value.range, newText: written(writer, plain(want)) }];
  });
}

const written = ({ service, style }: SettingWriter, value: Template): string =>
  writtenValue(value, style, (name) => service.spell(name, style.language));

/** Where a new argument goes: behind one that stays, in its style. */
function anchorIn(
  writer: SettingWriter,
  members: readonly RequestArgument[],
): RequestArgument | null {
  return members.findLast((m) => m.nameRange !== null && !writer.goes(m)) ?? null;
}

function inserted(
  writer: SettingWriter,
  members: readonly RequestArgument[],
  name: string,
  want: Wanted,
  container: RequestValue | null,
): TextEdit {
  const { document, service, style: own } = writer;
  const anchor = container === null ? writer.anchor : anchorIn(writer, members);
  const beside = anchor ?? members[0];
  const style = beside && styleOf(beside, document, own.language, own.quote);
  if (beside === undefined || style === null || style === undefined) throw new Unwritable();
  const value = constructed(container, name, want, style) ?? written(writer, plain(want));
  const text = writtenArgument(service.spell(name, style.language), value, style);
  if (anchor === null) {
    // All that stands there goes: the new argument takes its place.
    const last = members.at(-1) ?? beside;
    return { range: { start: beside.range.start, end: endOf(last, document) }, newText: text };
  }
  return behind(anchor, text, document);
}

/** Google's Python types: what stands in `types.GenerateContentConfig(...)` is made by `types.ThinkingConfig(...)`. */
function constructed(
  container: RequestValue | null,
  name: string,
  want: Wanted,
  style: Style,
): string | null {
  const module = /^(.+)\.GenerateContentConfig$/.exec(container?.name ?? '')?.[1];
  if (module === undefined || name !== 'thinking_config' || want.kind === 'leaf') return null;
  const inner = [...want.entries].map(([k, w]) => `${k}=${writtenValue(plain(w), style)}`);
  return `${module}.ThinkingConfig(${inner.join(', ')})`;
}

/** Text put behind an argument: on a line of its own where that has one, a comment left where it is. */
function behind(anchor: RequestArgument, text: string, document: string): TextEdit {
  const end = endOf(anchor, document);
  const indent = indentAt(document, anchor.range.start);
  const at = (offset: number): TextRange => ({ start: offset, end: offset });
  if (indent === null) return { range: at(end), newText: `, ${text}` };
  const comment = /^,[ \t]*(?:#|\/\/)[^\r\n]*/.exec(document.slice(end, end + 400))?.[0];
  return comment === undefined
    ? { range: at(end), newText: `,\n${indent}${text}` }
    : { range: at(end + comment.length), newText: `\n${indent}${text},` };
}
