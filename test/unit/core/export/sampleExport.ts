import { inEnglish } from '../../../../src/core/text/voice';
import { verbatim } from '../../../../src/core/model/sentence';
import type { ExportInput } from '../../../../src/core/export/document';
import { STEP_KINDS } from '../../../../src/core/steps/kinds';
import type { Analysis, Step, StepKind } from '../../../../src/core/steps/model';
import { reasoningText, type Segment, type Trace } from '../../../../src/core/model/trace';

const place = { source: null, at: null, durationMs: null };

/** Two blocks of reasoning about a tool call, with everything an export must take care of in its text. */
export function sampleInput(reasoning: readonly [string, string], answer: string): ExportInput {
  const segments: readonly Segment[] = [
    { kind: 'reasoning', text: reasoning[0], fidelity: 'raw', tokens: null, ...place },
    { kind: 'toolCall', name: 'add', input: '{"a":1}', callId: 'c1', ...place },
    { kind: 'toolResult', text: 'no such tool', callId: 'c1', isError: true, ...place },
    { kind: 'reasoning', text: reasoning[1], fidelity: 'raw', tokens: null, ...place },
    { kind: 'answer', text: answer, ...place },
  ];
  const trace: Trace = {
    id: 't1',
    index: 0,
    format: 'test',
    model: 'm-1',
    provider: null,
    effort: null,
    prompt: [{ role: 'user', text: 'How many?' }],
    segments,
    fidelity: 'raw',
    truncated: false,
    usage: {
      inputTokens: 5,
      outputTokens: 40,
      reasoningTokens: 30,
      cachedInputTokens: null,
      cacheWriteTokens: null,
      cacheWrite1hTokens: null,
      outputBound: 'exact',
      note: null,
    },
    costUsd: null,
    finishReason: 'stop',
    timing: { startedAt: null, durationMs: null, ttftMs: null },
    problems: [{ code: 'not-understood', message: verbatim('A block <b> is unknown.') }],
  };
  const text = reasoningText(trace);
  const second = reasoning[0].length + 2;
  return {
    title: 'm-1: How many?',
    exportedAt: '2026-11-23T12:00:00.000Z',
    facts: [
      {
        label: 'Reasoning',
        value: '30 tokens',
        provenance: 'measured',
        note: 'recorded in the file',
      },
    ],
    trace,
    text,
    tell: inEnglish,
    analysis: analysisOf([
      step(0, reasoning[0].length, 'plan', 10),
      { ...step(second, text.length, 'check', 20), corrected: true, note: 'see *me*' },
    ]),
    costs: [0.0001, 0.0002],
    seconds: null,
  };
}

function step(start: number, end: number, kind: StepKind, tokens: number): Step {
  return {
    start,
    end,
    kind,
    confidence: 0.5,
    tokens,
    spans: [{ start, end, kind, confidence: 0.5 }],
  };
}

function analysisOf(steps: readonly Step[]): Analysis {
  return {
    steps,
    links: [],
    phases: [],
    answer: {
      answer: null,
      source: null,
      firstMentioned: null,
      firstConcluded: null,
      tokensAfterConcluded: null,
      tokensAfterMentioned: null,
    },
    metrics: {
      kindShares: Object.fromEntries(STEP_KINDS.map((kind) => [kind, 0])) as Record<
        StepKind,
        number
      >,
      backtracks: 0,
      thoughtSwitches: 0,
      loopStart: null,
    },
    caution: null,
    labellings: [],
  };
}
