import * as vscode from 'vscode';
import type { Figure } from '../../../core/model/figure';
import type { TraceHeader, TraceItem, TraceOutline, TraceRow } from '../../../protocol/traceData';

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

/** The row with its notes in the display language. */
export function localisedRow(row: TraceRow): TraceRow {
  return {
    ...row,
    reasoningTokens: figure(row.reasoningTokens),
    cost: { ...row.cost, figure: figure(row.cost.figure) },
    seconds: figure(row.seconds),
  };
}

function localisedHeader(header: TraceHeader): TraceHeader {
  return {
    ...header,
    fidelityNote: translated(header.fidelityNote),
    prompt: figure(header.prompt),
    reasoning: figure(header.reasoning),
    answer: figure(header.answer),
    cached: figure(header.cached),
    cost: { ...header.cost, figure: figure(header.cost.figure) },
    seconds: figure(header.seconds),
    firstTokenSeconds: figure(header.firstTokenSeconds),
  };
}

function localisedItem(item: TraceItem): TraceItem {
  return {
    ...item,
    tokens: figure(item.tokens),
    cost: figure(item.cost),
    seconds: figure(item.seconds),
  };
}
