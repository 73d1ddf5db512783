import type { Bound } from '../../model/figure';
import type { Message } from '../../model/message';
import type { Finding, SessionEventKind, Tokens, ToolFamily } from '../../model/session';
import type { Fidelity } from '../../model/trace';
import type { CoarseKind } from '../../steps/model';
import type { Redaction } from '../redact';

/** Everything an export says of a session, before it has a form. Texts are `null` in "structure only"; unknown is `null`. */
export interface ExportedSession {
  readonly title: string | null;
  /** ISO date and time. */
  readonly exportedAt: string;
  readonly formatTitle: Message;
  /** What logs of this format cannot tell. */
  readonly lacks: Message | null;
  readonly startedAt: string | null;
  readonly models: readonly string[];
  readonly agents: number;
  readonly figures: ExportedFigures;
  readonly findings: readonly Pick<Finding, 'rule' | 'sentence' | 'usd'>[];
  readonly turns: readonly ExportedTurn[];
  readonly structureOnly: boolean;
  /** What was blacked out or kept by choice; empty in "structure only". */
  readonly redactions: readonly Redaction[];
  /** How many calls a bug report shows; a whole export has no such number. */
  readonly shownCalls?: number;
}

/** Money in USD to a millionth, times in seconds to a thousandth. */
export interface ExportedFigures {
  readonly calls: number;
  readonly tools: number;
  readonly failed: number;
  readonly edits: number;
  readonly files: number;
  readonly tokens: Tokens;
  readonly costUsd: number | null;
  readonly bound: Bound;
  readonly modelSeconds: number | null;
  readonly toolSeconds: number | null;
  readonly contextTokens: number | null;
}

export interface ExportedTurn {
  /** From 1. */
  readonly number: number;
  readonly prompt: string | null;
  /** What the client put beside the words: rule and length. */
  readonly injected: readonly { readonly rule: string; readonly chars: number }[];
  readonly startedAt: string | null;
  readonly seconds: number | null;
  readonly figures: ExportedFigures;
  readonly items: readonly ExportedItem[];
}

export type ExportedItem = ExportedCall | ExportedEvent;

export interface ExportedEvent {
  readonly type: 'event';
  readonly kind: SessionEventKind;
  readonly at: string | null;
  readonly text: string | null;
}

export interface ExportedCall {
  readonly type: 'call';
  /** As the page numbers it: 21, or 21.3 for a sub-agent's. */
  readonly label: string;
  /** Name or id of the sub-agent; `null` for the main agent. */
  readonly agent: string | null;
  readonly model: string | null;
  readonly effort: string | null;
  readonly startedAt: string | null;
  readonly seconds: number | null;
  readonly tokens: Tokens;
  readonly contextTokens: number | null;
  readonly costUsd: number | null;
  readonly bound: Bound;
  readonly finishReason: string | null;
  readonly hitLimit: boolean;
  readonly fidelity: Fidelity;
  /** What the reasoning did, by its share of the reasoning's tokens, largest first; empty without a text. */
  readonly kinds: readonly { readonly kind: CoarseKind; readonly share: number }[];
  readonly phases: readonly ExportedPhase[];
  readonly said: string | null;
  readonly tools: readonly ExportedTool[];
}

export interface ExportedPhase {
  readonly title: string | null;
  readonly steps: number;
  readonly tokens: number;
}

export interface ExportedTool {
  readonly name: string;
  readonly family: ToolFamily;
  readonly asked: string | null;
  readonly file: string | null;
  /** The first line of what came back. */
  readonly result: string | null;
  readonly resultChars: number | null;
  readonly failed: boolean;
  readonly seconds: number | null;
  readonly added: number;
  readonly removed: number;
}
