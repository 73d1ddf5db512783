import * as vscode from 'vscode';
import { promptText, type FoundPrompt } from '../../core/prompt/model';
import type { Brief } from '../../protocol/estimateCalls';
import { hostVoice } from '../shared/voice';
import type { Services } from '../shared/services';
import type { Estimator } from './estimator';
import { promptHash } from '../../core/text/hash';

type Row = Brief['rows'][number];

/** Answers kept; a document's lenses are asked for again at every edit. */
const MOST = 200;
/** Milliseconds of quiet before anything is computed, so that typing costs nothing. */
const QUIET_MS = 400;

const name = (row: Row): string => (row.effort === null ? row.model : `${row.model}:${row.effort}`);
const costOf = (row: Row): string =>
  row.costUsd === null ? vscode.l10n.t('no price') : hostVoice().aboutUsd(row.costUsd.p50);

/** "gpt-4o $0.0004 → o4-mini:high $0.012, about +14 s". */
export function lensTitle({ rows }: Brief): string | null {
  const [today, candidate] = rows;
  if (today === undefined || candidate === undefined) return null;
  const line = `${name(today)} ${costOf(today)} → ${name(candidate)} ${costOf(candidate)}`;
  const [a, b] = [today.seconds?.p50, candidate.seconds?.p50];
  if (b === undefined) return line;
  const seconds = Math.round(a === undefined ? b : b - a);
  const sign = a === undefined ? '' : seconds < 0 ? '−' : '+';
  return vscode.l10n.t('{0}, about {1}{2} s', line, sign, Math.abs(seconds));
}

/** The one line a lens shows for a prompt: computed after a pause, cancelled by typing, remembered. */
export class LensText implements vscode.Disposable {
  private known = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<void>();
  /** What was said before does not hold any more. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly services: Services,
    private readonly estimator: Estimator,
  ) {}

  /** Prices or what was learnt have changed. */
  forget(): void {
    // A new map: an answer that is on its way belongs to the old one.
    this.known = new Map();
    this.changed.fire();
  }

  dispose(): void {
    this.changed.dispose();
  }

  async of(found: FoundPrompt, token: vscode.CancellationToken): Promise<string | null> {
    const prompt = promptText(found);
    const guess = found.model === null ? null : { model: found.model, effort: found.effort };
    const { defaultChoices } = await import('./choices');
    const { from, to } = defaultChoices(this.services, guess);
    const [first] = to;
    if (first === undefined || prompt.trim() === '') return null;
    const key = `${promptHash(prompt)} ${from.model}:${from.effort ?? ''} ${first.model}:${first.effort ?? ''}`;
    const { known } = this;
    const before = known.get(key);
    if (before !== undefined) return before;
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    if (token.isCancellationRequested) return null;
    try {
      const brief = await this.estimator.brief({
        prompt,
        source: null,
        from: { ...from },
        to: [{ ...first }],
        observed: [],
        controls: null,
      });
      const title = lensTitle(brief);
      if (title !== null) remember(known, key, title);
      return title;
    } catch (error) {
      this.services.log.warn(`lens: ${String(error)}`);
      return null;
    }
  }
}

function remember(known: Map<string, string>, key: string, title: string): void {
  if (known.size >= MOST) known.clear();
  known.set(key, title);
}
