import type { Bound } from '../../model/figure';
import { msg, type Message } from '../../model/message';
import type { Voice } from '../../text/voice';
import { SHOWN_KINDS } from '../../steps/kinds';
import type { ExportedCall, ExportedFigures, ExportedSession, ExportedTool } from './model';

/** The language of an export: its messages and its numbers. */
export interface ExportSpeaker {
  readonly language: string;
  readonly t: (message: Message, ...args: readonly string[]) => string;
  readonly voice: Voice;
}

/** Money with what its bound says; unknown is a word. */
export function moneyWords(usd: number | null, bound: Bound, { t, voice }: ExportSpeaker): string {
  if (usd === null) return t(msg('unknown'));
  const sign = bound === 'at-least' ? '≥ ' : bound === 'estimated' ? '≈ ' : '';
  return `${sign}${voice.usd(usd)}`;
}

/** The head of an export: label and value, what is not known as a word. */
export function headLines(
  session: ExportedSession,
  speaker: ExportSpeaker,
): readonly (readonly [label: string, value: string])[] {
  const { t, voice } = speaker;
  const f = session.figures;
  const { tokens } = f;
  const count = (n: number | null): string => (n === null ? t(msg('unknown')) : voice.count(n));
  const time = (s: number | null): string => (s === null ? t(msg('unknown')) : voice.time(s));
  return [
    [t(msg('Format')), t(session.formatTitle)],
    ...(session.lacks === null ? [] : [[t(msg('About such logs')), t(session.lacks)] as const]),
    [t(msg('Date')), session.startedAt ?? t(msg('unknown'))],
    [t(msg('Models')), session.models.join(', ') || t(msg('unknown'))],
    [t(msg('Cost')), moneyWords(f.costUsd, f.bound, speaker)],
    [t(msg('Turns')), voice.count(session.turns.length)],
    [t(msg('Calls')), voice.count(f.calls)],
    [t(msg('Tools')), t(msg('{0}, {1} failed'), voice.count(f.tools), voice.count(f.failed))],
    [
      t(msg('Edits')),
      t(
        f.files === 1 ? msg('{0} in 1 file') : msg('{0} in {1} files'),
        voice.count(f.edits),
        voice.count(f.files),
      ),
    ],
    [t(msg('Model time')), time(f.modelSeconds)],
    [t(msg('Tool time')), time(f.toolSeconds)],
    [
      t(msg('Input')),
      t(
        msg('Fresh {0}, read from the cache {1}, written to the cache {2}.'),
        count(tokens.freshInput),
        count(tokens.cacheRead),
        count(tokens.cacheWrite),
      ),
    ],
    [t(msg('Output')), count(tokens.output)],
    [t(msg('Reasoning')), count(tokens.reasoning)],
    [t(msg('Context')), count(f.contextTokens)],
  ];
}

/** Heading of a call: "Call 5 · claude-sonnet-4-5 · $0.05 · 12 s". Parts only where known. */
export function callHeading(call: ExportedCall, speaker: ExportSpeaker): string {
  const { t, voice } = speaker;
  return [
    t(msg('Call {0}'), call.label),
    call.agent,
    call.model,
    call.costUsd === null ? null : moneyWords(call.costUsd, call.bound, speaker),
    call.seconds === null ? null : voice.time(call.seconds),
    call.hitLimit ? t(msg('output limit')) : null,
  ]
    .filter((part) => part !== null)
    .join(' · ');
}

/** Heading of a turn: "Turn 2 · $0.41 · 12 calls". */
export function turnHeading(
  number: number,
  figures: ExportedFigures,
  speaker: ExportSpeaker,
): string {
  const { t, voice } = speaker;
  const { costUsd, bound, calls } = figures;
  return [
    t(msg('Turn {0}'), String(number)),
    ...(costUsd === null ? [] : [moneyWords(costUsd, bound, speaker)]),
    calls === 1 ? t(msg('1 call')) : t(msg('{0} calls'), voice.count(calls)),
  ].join(' · ');
}

/** "Reasoning 1,200 tokens: work 60 %, check 20 %"; `null` without any. */
export function thoughtLine(call: ExportedCall, { t, voice }: ExportSpeaker): string | null {
  const { reasoning } = call.tokens;
  if (call.fidelity === 'none' && reasoning === null) return null;
  const tokens = reasoning === null ? [] : [t(msg('{0} tokens'), voice.count(reasoning))];
  const kinds = call.kinds.map(
    ({ kind, share }) => `${t(SHOWN_KINDS[kind].label)} ${voice.share(share)}`,
  );
  const told = [...tokens, ...kinds].join(', ');
  return `${t(msg('Reasoning'))} (${call.fidelity})${told === '' ? '' : `: ${told}`}`;
}

/** "Bash npm test (failed): 2 failed". */
export function toolLine(tool: ExportedTool, { t, voice }: ExportSpeaker): string {
  const changed = tool.added + tool.removed > 0 ? ` +${tool.added} −${tool.removed}` : '';
  const time = tool.seconds === null ? '' : `, ${voice.time(tool.seconds)}`;
  const failed = tool.failed ? ` (${t(msg('failed'))})` : '';
  const result = tool.result === null || tool.result === '' ? '' : `: ${tool.result}`;
  const asked = tool.asked === null || tool.asked === '' ? '' : ` ${tool.asked}`;
  return `${tool.name}${asked}${changed}${time}${failed}${result}`;
}
