import type {
  Figures,
  Money,
  SessionEvent,
  SessionEventKind,
  ToolCall,
  ToolFamily,
} from '../../core/model/session';
import { EVENT_WORDS } from '../../core/session/eventWords';
import { titleOf } from '../../core/session/title';
import { formatCount, formatSeconds, formatUsd } from '../ui/format';
import type { IconName } from '../ui/icons';
import { t } from '../ui/l10n';
import type { Trait, CallUnit } from './sessionUi';
import type { SessionModel } from './sessionModel';

export const familyIcons: Readonly<Record<ToolFamily, IconName>> = {
  read: 'file',
  search: 'find',
  shell: 'terminal',
  edit: 'pencil',
  web: 'globe',
  agent: 'branch',
  other: 'tool',
};

export function familyLabel(family: ToolFamily): string {
  switch (family) {
    case 'read':
      return t('read');
    case 'search':
      return t('search');
    case 'shell':
      return t('run');
    case 'edit':
      return t('edit');
    case 'web':
      return t('web');
    case 'agent':
      return t('agent');
    case 'other':
      return t('other tools');
  }
}

export const traitIcons: Readonly<Record<Trait, IconName>> = {
  failed: 'close',
  reasoning: 'thought',
  answer: 'say',
};

export function traitLabel(trait: Trait): string {
  switch (trait) {
    case 'failed':
      return t('failed');
    case 'reasoning':
      return t('reasoning');
    case 'answer':
      return t('said');
  }
}

export function unitLabel(unit: CallUnit): string {
  switch (unit) {
    case 'cost':
      return t('Cost');
    case 'time':
      return t('Time');
    case 'calls':
      return t('Calls');
  }
}

export const eventIcons: Readonly<Record<SessionEventKind, IconName>> = {
  compaction: 'compact',
  interruption: 'stop',
  refusal: 'stop',
  'api-error': 'warning',
  retry: 'loop',
  'rate-limit': 'warning',
  'model-change': 'swap',
  'effort-change': 'swap',
  rewind: 'undo',
  'cache-expired': 'clock',
  'cache-miss': 'clock',
};

/** What happened beside the calls, in words. */
export function eventLabel({ kind, tokens }: SessionEvent): string {
  const lost = tokens === null ? '' : ` ${t('({0} tokens read anew)', formatCount(tokens))}`;
  return t(EVENT_WORDS[kind]) + lost;
}

/** What stands before a number that is not exactly so. */
export function boundSign(bound: Money['bound']): string {
  return bound === 'at-least' ? '≥ ' : bound === 'estimated' ? '≈ ' : '';
}

/** Money with its bound; unknown is a word, never 0. */
export function moneyText({ usd, bound }: Pick<Money, 'usd' | 'bound'>): string {
  return usd === null ? t('unknown') : `${boundSign(bound)}${formatUsd(usd)}`;
}

/** The same where a column has no room for a word. */
export function moneyCell({ usd, bound }: Pick<Money, 'usd' | 'bound'>): string {
  return usd === null ? '–' : `${boundSign(bound)}${formatUsd(usd)}`;
}

export function countText(value: number | null): string {
  return value === null ? t('unknown') : formatCount(value);
}

/** A sum of output that some calls do not count is "at least". */
export function sumSign({ counted, calls }: Figures): string {
  return counted < calls ? '≥ ' : '';
}

export function timeText(ms: number | null): string {
  return ms === null ? t('unknown') : formatSeconds(ms / 1000);
}

export function timeCell(ms: number | null): string {
  return ms === null ? '–' : formatSeconds(ms / 1000);
}

/** Tokens of reasoning with what they are: counted, estimated, or of a part of the calls only. */
export function reasoningText(
  sum: { readonly tokens: number; readonly counted: boolean; readonly whole?: boolean } | null,
  format: (value: number) => string = formatCount,
): string {
  if (sum === null) return t('unknown');
  if (sum.tokens === 0) return '–';
  const sign = sum.whole === false ? '≥ ' : sum.counted ? '' : '≈ ';
  return `${sign}${format(sum.tokens)}`;
}

/** A file without its folders. */
export function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1) || path;
}

/** What a chip says of a tool call: the file it is about, else what it was asked. */
export function toolShort({ file, summary, name, family }: ToolCall): string {
  if (file !== null && family !== 'shell') return fileName(file);
  return summary === '' ? name : summary;
}

/** Lines put in and taken out by a tool's edits: "+18 −6"; '' without edits. */
export function editSizes({ edits }: ToolCall): string {
  const added = edits.reduce((sum, edit) => sum + edit.added, 0);
  const removed = edits.reduce((sum, edit) => sum + edit.removed, 0);
  if (edits.length === 0) return '';
  return [`+${added}`, ...(removed > 0 ? [`−${removed}`] : [])].join(' ');
}

/** What the session is called. */
export function sessionTitle({ session }: SessionModel): string {
  return titleOf(session) ?? t(session.formatTitle);
}

export function firstWords(text: string, most = 200): string {
  const line = text
    .slice(0, most * 4)
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}
