import * as vscode from 'vscode';
import type { Figure } from '../../../core/model/figure';
import type { TraceFacts } from '../../../core/trace/facts';
import type { TraceHeader, TraceItem, TraceOutline } from '../../../protocol/traceData';

// What the worker words is in English, each sentence a key of the translations.

const translated = (note: string): string => vscode.l10n.t(note);

function figure<F extends Figure | null>(value: F): F {
  return value?.note === undefined ? value : { ...value, note: translated(value.note) };
}

/** The outline with its notes in the display language. */
export function localisedOutline(outline: TraceOutline): TraceOutline {
  const { header, steps, items } = outline;
  return {
    ...outline,
    header: localisedHeader(header),
    steps: {
      ...steps,
      tokens: { ...steps.tokens, note: translated(steps.tokens.note) },
      cost: steps.cost && { ...steps.cost, note: translated(steps.cost.note) },
      seconds: steps.seconds && { ...steps.seconds, note: translated(steps.seconds.note) },
    },
    items: items.map((item) => localisedItem(item)),
  };
}

/** Facts of a trace with their notes in the display language. */
export function localisedFacts<F extends TraceFacts>(facts: F): F {
  return {
    ...facts,
    inputTokens: figure(facts.inputTokens),
    cachedTokens: figure(facts.cachedTokens),
    cacheWriteTokens: figure(facts.cacheWriteTokens),
    outputTokens: figure(facts.outputTokens),
    reasoningTokens: figure(facts.reasoningTokens),
    answerTokens: figure(facts.answerTokens),
    cost: { ...facts.cost, figure: figure(facts.cost.figure) },
    seconds: figure(facts.seconds),
    firstTokenSeconds: figure(facts.firstTokenSeconds),
  };
}

function localisedHeader(header: TraceHeader): TraceHeader {
  return { ...localisedFacts(header), fidelityNote: translated(header.fidelityNote) };
}

function localisedItem(item: TraceItem): TraceItem {
  return {
    ...item,
    tokens: figure(item.tokens),
    cost: figure(item.cost),
    seconds: figure(item.seconds),
  };
}
