import { isBlock, makesAttachment } from './attachments';
import type { PromptPiece } from './model';
import { calledName, pathOf } from './resolve';
import { Evaluator, LOOKS_UP, hole, plainString, type Text } from './evaluate';
import { calledWith, helperOf } from './helpers';
import { roleGiven, roleOf, type Role } from './roles';
import { givenParts, isStructure, pairRole } from './messageShapes';
import { FILLS, doublesBraces, isTemplate, makesTemplate, templateRole } from './templateCalls';
import { withSingleBraces } from './templates';
import type { CallValue, Entry, Value } from './syntax/value';

/** Pieces read from an expression, and the expressions in them that only the running program knows. */
export interface ReadMessages {
  readonly pieces: readonly PromptPiece[];
  readonly placeholders: readonly string[];
  /** Whether any text of them is known. */
  readonly known: boolean;
  /** Images, sounds and files beside the text. */
  readonly attachments: number;
  readonly choices: number;
  /** Where the templates and records stand that were taken. */
  readonly from: readonly number[];
}

export const NOTHING: ReadMessages = {
  pieces: [],
  placeholders: [],
  known: false,
  attachments: 0,
  choices: 0,
  from: [],
};

const MAKES_MESSAGE = /^to(?:User|System|Chat|)(?:Message|Messages|Prompt)$/;
/** Methods that add to what the one before them said: of a builder's text, or a picture beside it. */
const ADDS = /^(?:media|metadata|params?|options)$/;
/** A method that gives a message its text. */
const GIVES_CONTENT = /^(?:set|with)_?[cC]ontent$/;
/** Constructors of lists. */
const EMPTY_LIST = /(?:List|Vec|Deque|ChatHistory)$/;
const MAX_DEPTH = 8;
const MAX_PIECES = 2_000;

const entry = (entries: readonly Entry[], ...names: readonly string[]): Value | null =>
  entries.find((e) => e.name !== null && names.includes(e.name))?.value ?? null;

/** Several readings, one after the other. */
export function together(all: readonly ReadMessages[]): ReadMessages {
  return {
    pieces: all.flatMap((m) => m.pieces).slice(0, MAX_PIECES),
    placeholders: [...new Set(all.flatMap((m) => m.placeholders))],
    known: all.some((m) => m.known),
    attachments: all.reduce((sum, m) => sum + m.attachments, 0),
    choices: all.reduce((sum, m) => sum + m.choices, 0),
    from: all.flatMap((m) => m.from),
  };
}

/** One message with a text; none where that is blank. */
export function messageOf(
  role: Role,
  { text, placeholders, range, known, choices }: Text,
): ReadMessages {
  if (text.trim() === '') return NOTHING;
  const pieces = [{ role, text, range }];
  return { pieces, placeholders, known, attachments: 0, choices, from: [] };
}

/** What is read in another document has no place in this one. */
const elsewhere = (read: ReadMessages): ReadMessages => ({
  ...read,
  pieces: read.pieces.map((p) => ({ ...p, range: null })),
  from: [],
});

/** Reads what is sent: strings, messages, lists of them, templates. */
export class MessageReader {
  constructor(readonly texts: Evaluator) {}

  /** Messages of a `messages`, `input`, `contents` or `prompt` value; `role` is that of a bare string. */
  read(value: Value, role: Role = 'user', depth = 0): ReadMessages {
    if (depth > MAX_DEPTH || !this.texts.reading.spend()) return NOTHING;
    switch (value.kind) {
      case 'list':
        return this.list(value.items, role, depth);
      case 'name':
      case 'member': {
        const known = this.texts.reading.follow(value);
        if (known === null || !isStructure(known)) return messageOf(role, this.texts.text(value));
        const read = this.read(known, role, depth + 1);
        // A call that only fills in (`build(x)`) says no more than the name itself.
        const says = read.known || read.attachments > 0 || known.kind !== 'call';
        return says ? read : messageOf(role, this.texts.text(value));
      }
      case 'sum':
        return value.terms.some((t) => this.isList(t))
          ? together(value.terms.map((t) => this.read(t, role, depth + 1)))
          : messageOf(role, this.texts.text(value));
      case 'spread':
        return this.read(value.value, role, depth + 1);
      case 'choice': {
        const all = value.options.map((o) => this.read(o, role, depth + 1));
        // Lists of messages tell their roles, whatever the messages say; beside one, several messages are a list too.
        const isList = value.options.map((o) => this.isList(o));
        const least = isList.includes(true) ? 2 : Infinity;
        const [first, ...rest] = all.filter(
          (m, i) => m.known || m.pieces.length >= (isList[i] === true ? 1 : least),
        );
        if (first === undefined) return messageOf(role, this.texts.text(value));
        const longest = rest.reduce((a, b) => (size(b) > size(a) ? b : a), first);
        return { ...longest, choices: longest.choices + (value.falls ? 0 : 1) };
      }
      case 'record':
        return this.message(value.entries, value, role, depth);
      case 'call':
        return this.called(value, role, depth);
      case 'pipe':
        return together(
          value.terms.map((t) => this.read(t, role, depth + 1)).filter((m) => m.known),
        );
      case 'foreign': {
        const there = new MessageReader(new Evaluator(this.texts.reading.abroad(value.program)));
        return elsewhere(there.read(value.value, role, depth + 1));
      }
      case 'literal':
        // `"content": None` of a message that only calls tools, and counts and prices (`"input": 2.5`).
        return NOTHING;
      case 'string':
      case 'format':
      case 'function':
      case 'class':
      case 'other':
        return messageOf(role, this.texts.text(value));
    }
  }

  /** LangChain's `("system", "...")` is a message; any other list holds messages. */
  private list(items: readonly Value[], role: Role, depth: number): ReadMessages {
    const pair = pairRole(items);
    if (pair !== null) return this.read(items[1]!, pair, depth + 1);
    return together(items.map((item) => this.read(item, role, depth + 1)));
  }

  private isList(value: Value): boolean {
    const known = this.texts.reading.follow(value);
    return (
      known?.kind === 'list' ||
      (known?.kind === 'sum' && known.terms.some((t) => t.kind === 'list'))
    );
  }

  private message(
    entries: readonly Entry[],
    value: Value,
    fallback: Role,
    depth: number,
  ): ReadMessages {
    const all = this.texts.reading.entries(entries);
    const type = plainString(entry(all, 'type')) ?? '';
    const given = entry(all, 'role', 'Role');
    const role =
      roleOf(plainString(given) ?? (given === null ? type : pathOf(given).slice(-1).join(''))) ??
      fallback;
    const content = entry(
      all,
      'content',
      'parts',
      'Content',
      'Parts',
      'MultiContent',
      'UserInputMultiContent',
      'text',
      'Text',
      'messages',
      'template',
      'prompt',
      'input_text',
      'OfString',
    );
    if (content === null) {
      const attached = isBlock(type) || all.some((e) => e.name !== null && isBlock(e.name));
      if (attached) return { ...NOTHING, attachments: 1 };
      return given === null && type === '' ? messageOf(fallback, this.texts.text(value)) : NOTHING;
    }
    return this.content(content, role, depth, value.start);
  }

  /** The content of one message: a text, or blocks that are put together. */
  private content(content: Value, role: Role, depth: number, from: number): ReadMessages {
    const known = isStructure(content) ? content : (this.texts.reading.follow(content) ?? content);
    const read = this.read(
      known.kind === 'list' || known.kind === 'foreign' ? known : content,
      role,
      depth + 1,
    );
    const blocks = read.pieces.length > 1 && read.pieces.every((p) => p.role === role);
    if (!blocks) return { ...read, from: [...read.from, from] };
    const [first] = read.pieces;
    const text = read.pieces.map((p) => p.text).join('\n');
    const range = first?.range
      ? { start: first.range.start, end: read.pieces.at(-1)?.range?.end ?? first.range.end }
      : null;
    return { ...read, pieces: [{ role, text, range }], from: [...read.from, from] };
  }

  private called(call: CallValue, role: Role, depth: number): ReadMessages {
    const { args, callee } = call;
    const name = calledName(call);
    // What is made to be filled says nothing: `new ArrayList<>()`.
    if (EMPTY_LIST.test(name) && args.every((a) => a.value.kind === 'literal')) return NOTHING;
    const all = this.texts.reading
      .entries(args)
      .flatMap((e) => (e.name === null && e.value.kind === 'record' ? e.value.entries : [e]));
    // A function without parameters stands for what it gives back.
    const back =
      args.length === 0 && callee.kind === 'name' ? this.texts.reading.follow(callee) : null;
    if (back !== null && (back.kind === 'call' || back.kind === 'list'))
      return this.read(back, role, depth + 1);
    const object = callee.kind === 'member' ? callee.object : null;
    const told =
      (object === null ? null : this.ofObject(call, object, role, depth)) ??
      this.ofTemplate(call, all, role, depth);
    if (told !== null) return told;
    // Google's content without a role: `Content(parts = listOf(Part(text = prompt)))`.
    const parts = entry(all, 'parts', 'Parts');
    const hasRole = entry(all, 'role', 'Role') !== null || roleOf(calledName(call)) !== null;
    return parts !== null && !hasRole && roleGiven(args) === null
      ? this.content(parts, role, depth, call.start)
      : this.made(call, all, role, depth);
  }

  /** A method of a message, a chat or a template that is made before it; null for others. */
  private ofObject(call: CallValue, object: Value, role: Role, depth: number): ReadMessages | null {
    const { args } = call;
    const name = calledName(call);
    const first = args[0]?.value ?? null;
    // `new ChatMessage(ChatRole.USER).setContent("...")`
    if (object.kind === 'call' && GIVES_CONTENT.test(name) && first !== null) {
      const own = roleGiven([...object.args, ...args]) ?? roleOf(calledName(object));
      if (own !== null) return this.content(first, own, depth, call.start);
    }
    if (object.kind === 'call' && ADDS.test(name)) {
      const said = this.read(object, role, depth + 1);
      return { ...said, attachments: said.attachments + Number(name === 'media') };
    }
    if (FILLS.test(name)) {
      const made = this.texts.reading.follow(object);
      if (made?.kind === 'call' && isTemplate(made)) return this.read(made, role, depth + 1);
    }
    // A filled template made into a message or a text: `prompt.toUserMessage()`, `prompt.text()`.
    if (MAKES_MESSAGE.test(name) || name === 'text') {
      const filled = this.texts.reading.follow(object);
      const said =
        filled?.kind === 'call' && (name !== 'text' || this.fillsTemplate(filled))
          ? this.read(filled, role, depth + 1)
          : NOTHING;
      if (said.known) return said;
    }
    if (name === 'concat')
      return together(
        [object, ...args.map((a) => a.value)].map((v) => this.read(v, role, depth + 1)),
      );
    return null;
  }

  private fillsTemplate({ callee }: CallValue): boolean {
    const of = callee.kind === 'member' && FILLS.test(callee.name) ? callee.object : null;
    const made = of === null ? null : this.texts.reading.follow(of);
    return made?.kind === 'call' && isTemplate(made);
  }

  /** A template, a place for messages in one, or a history; null for other calls. */
  private ofTemplate(
    call: CallValue,
    all: readonly Entry[],
    role: Role,
    depth: number,
  ): ReadMessages | null {
    const path = pathOf(call.callee);
    const name = calledName(call);
    const first = call.args[0]?.value ?? null;
    if (name === 'MessagesPlaceholder') {
      const variable = plainString(entry(all, 'variableName', 'variable_name') ?? first);
      if (variable === null) return messageOf('user', this.texts.text(first ?? call));
      // What stands there is named by the template, so the template says something.
      return messageOf('user', {
        ...hole(variable, { start: call.start, end: call.end }),
        known: true,
      });
    }
    // Semantic Kernel's history begins with the system's message.
    if (name === 'ChatHistory' && first !== null) return this.list([first], 'system', depth);
    if (!makesTemplate(path)) return null;
    const inner =
      entry(
        all,
        'messages',
        'promptMessages',
        'prompt_messages',
        'template',
        'content',
        'prompt',
      ) ?? first;
    const own = templateRole(path) ?? role;
    const read =
      inner === null
        ? NOTHING
        : doublesBraces(call, all)
          ? this.doubled(inner, own, depth + 1)
          : this.read(inner, own, depth + 1);
    return { ...read, from: [...read.from, call.start] };
  }

  /** The texts of a template in which a brace that is text is written twice; messages in it that are made by calls are done. */
  private doubled(inner: Value, role: Role, depth: number): ReadMessages {
    const known = this.texts.reading.follow(inner);
    if (depth <= MAX_DEPTH && known?.kind === 'list' && pairRole(known.items) === null)
      return together(known.items.map((item) => this.doubled(item, role, depth + 1)));
    const read = this.read(inner, role, depth + 1);
    const pieces = read.pieces.map((p) => ({ ...p, text: withSingleBraces(p.text) }));
    return known?.kind === 'call' ? read : { ...read, pieces };
  }

  /** A message that is made by a call of its role or with its role, or another call. */
  private made(call: CallValue, all: readonly Entry[], role: Role, depth: number): ReadMessages {
    const { args, callee } = call;
    const path = pathOf(callee);
    const name = calledName(call);
    // `SystemMessage::from("...").into()`
    if (args.length === 0 && callee.kind === 'member' && callee.object.kind === 'call')
      return this.read(callee.object, role, depth + 1);
    const spelt = entry(all, 'role', 'Role');
    const own =
      (spelt === null ? null : roleOf(plainString(spelt) ?? pathOf(spelt).at(-1) ?? '')) ??
      roleOf(name) ??
      roleGiven(args) ??
      roleOf(
        path.findLast((p) => /(?:Message|Turn|Content|Args|Param)$/.test(p)) ?? path.at(-2) ?? '',
      );
    const content =
      entry(all, 'content', 'parts', 'Content', 'Parts', 'text', 'blocks', 'prompt') ??
      givenParts(args);
    if (own !== null && content !== null) return this.content(content, own, depth, call.start);
    if (makesAttachment(path)) return { ...NOTHING, attachments: 1 };
    return this.other(call, role, depth);
  }

  /** The messages that a function gives back, here or in another document, with what this call gives it; null for other calls. */
  private givenBack(
    call: CallValue,
    target: Value | null,
    role: Role,
    depth: number,
  ): ReadMessages | null {
    const { reading } = this.texts;
    const own = target?.kind === 'foreign' ? target.value : target;
    const fn = own?.kind === 'function' ? own : null;
    const program = target?.kind === 'foreign' ? target.program : reading.program;
    const helper = fn === null ? helperOf(call, reading) : { fn, program };
    if (helper === null) return null;
    const inside = calledWith(helper, call, reading);
    const lists = helper.fn.returns.map((v) => (isStructure(v) ? v : inside.follow(v)));
    const structure = lists.find(
      (v) => v !== null && isStructure(v) && (v.kind !== 'call' || isTemplate(v)),
    );
    if (structure === undefined || structure === null) return null;
    const read = new MessageReader(new Evaluator(inside)).read(structure, role, depth + 1);
    return helper.program === reading.program ? read : elsewhere(read);
  }

  /** A call that is no message: a text method, a helper that gives back messages, or a wrapper around them. */
  private other(call: CallValue, role: Role, depth: number): ReadMessages {
    const { reading } = this.texts;
    const target = reading.follow(call.callee);
    const given = this.givenBack(call, target, role, depth);
    if (given !== null) return given;
    const wrapped = call.args[0]?.value;
    const inner =
      wrapped === undefined ? null : isStructure(wrapped) ? wrapped : reading.follow(wrapped);
    const isList = inner?.kind === 'list' || (inner?.kind === 'sum' && this.isList(inner));
    // `convert(messages)` where a function of the document makes the messages.
    if (inner !== null && (isList || inner.kind === 'call')) {
      const read = this.read(inner, role, depth + 1);
      const name = calledName(call);
      const passes = target?.kind !== 'function' && name !== 'join' && !LOOKS_UP.test(name);
      if (read.known && passes && (isList || read.from.length > 1)) return read;
    }
    const object = call.callee.kind === 'member' ? reading.follow(call.callee.object) : null;
    // A list of messages that is sifted or copied one by one: `messages.filter(...).map(...)`.
    if (object !== null && /^(?:filter|map|slice)$/.test(calledName(call))) {
      const copied = this.read(object, role, depth + 1);
      if (copied.from.length > 0) return copied;
    }
    if (object?.kind === 'call' && isTemplate(object)) return this.read(object, role, depth + 1);
    return messageOf(role, this.texts.text(call));
  }
}

const size = (m: ReadMessages): number => m.pieces.reduce((sum, p) => sum + p.text.length, 0);
