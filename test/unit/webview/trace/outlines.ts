import { msg } from '../../../../src/core/model/message';
import { STEP_KINDS } from '../../../../src/core/steps/kinds';
import type { StepKind } from '../../../../src/core/steps/model';
import { linkKinds, type TraceOutline } from '../../../../src/protocol/traceData';
import { traceModel, type TraceModel } from '../../../../src/webview/trace/traceModel';

interface Shape {
  readonly kinds: readonly StepKind[];
  /** Ten each unless told. */
  readonly tokens?: readonly number[];
  readonly seconds?: readonly number[];
  readonly phases?: TraceOutline['phases'];
  readonly items?: readonly { readonly before: number; readonly kind?: 'prompt' | 'toolCall' }[];
  readonly links?: readonly [from: number, to: number, kind: (typeof linkKinds)[number]][];
  readonly concluded?: number;
  readonly mentioned?: number;
}

/** A trace as the page holds it, from what a test is about. */
export const modelOf = (shape: Shape): TraceModel => traceModel(outlineOf(shape));

/** The same as the host sends it; each step has a hundred characters. */
export function outlineOf(shape: Shape): TraceOutline {
  const { kinds, links = [], items = [] } = shape;
  const column = (values: readonly number[]) => ({
    values: Float64Array.from(values),
    provenance: 'estimated' as const,
    note: msg('-'),
  });
  return {
    index: 0,
    id: 'x',
    version: 1,
    header: {
      model: 'm',
      provider: null,
      effort: null,
      startedAt: null,
      fidelity: 'raw',
      fidelityNote: msg('-'),
      truncated: false,
      index: 0,
      id: 'x',
      promptStart: null,
      promptKey: null,
      inputTokens: null,
      cachedTokens: null,
      cacheWriteTokens: null,
      outputTokens: null,
      reasoningTokens: null,
      answerTokens: null,
      reasoningChars: 0,
      answerChars: 0,
      callChars: 0,
      toolCalls: 0,
      problems: 0,
      cost: { figure: null, bound: 'unknown', missing: 'unknown', asOf: null },
      seconds: null,
      firstTokenSeconds: null,
      finishReason: null,
      outcome: null,
    },
    steps: {
      start: Uint32Array.from(kinds, (_, i) => i * 100),
      end: Uint32Array.from(kinds, (_, i) => i * 100 + 100),
      kind: Uint8Array.from(kinds, (kind) => STEP_KINDS.indexOf(kind)),
      confidence: Float32Array.from(kinds, () => 0.8),
      flags: new Uint8Array(kinds.length),
      labelling: new Uint8Array(kinds.length),
      tokens: column(shape.tokens ?? kinds.map(() => 10)),
      cost: null,
      seconds: shape.seconds === undefined ? null : column(shape.seconds),
    },
    lines: kinds.map((_, i) => `line ${i}`),
    titles: [],
    items: items.map(({ before, kind = 'toolCall' }, source) => ({
      kind,
      before,
      source,
      title: '',
      line: '',
      chars: 0,
      tokens: null,
      cost: null,
      seconds: null,
      isError: false,
    })),
    phases: shape.phases ?? [],
    links: {
      from: Uint32Array.from(links, (l) => l[0]),
      to: Uint32Array.from(links, (l) => l[1]),
      kind: Uint8Array.from(links, (l) => linkKinds.indexOf(l[2])),
    },
    answer: {
      answer: null,
      firstMentioned: shape.mentioned ?? null,
      firstConcluded: shape.concluded ?? null,
    },
    loopStart: null,
    insights: [],
    caution: null,
    labellings: [],
    taught: null,
    problems: [],
    canUndo: false,
    canRedo: false,
  };
}

export function phase(
  first: number,
  last: number,
  more: { depth?: number; deadEnd?: boolean } = {},
) {
  return {
    summary: null,
    by: null,
    first,
    last,
    title: `phase ${first}`,
    depth: more.depth ?? 0,
    deadEnd: more.deadEnd ?? false,
  };
}
