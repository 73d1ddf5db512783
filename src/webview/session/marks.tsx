import { formatCount, formatUsd } from '../ui/format';
import { Icon, type IconName } from '../ui/icons';
import { t } from '../ui/l10n';
import { LANES } from './lanesBeside';
import type { SessionModel } from './sessionModel';
import { agentStretches, type CallScale } from './timeline';
import { eventIcons, eventLabel } from './words';

interface MarksProps {
  readonly model: SessionModel;
  readonly scale: CallScale;
  readonly width: number;
}

interface Mark {
  readonly left: number;
  readonly icon: IconName;
  readonly text: string;
  readonly warn: boolean;
}

/** What a finding's mark says, by its rule; others have none. */
const MARKED: Readonly<
  Record<string, { readonly icon: IconName; readonly text: (times: number) => string }>
> = {
  'output-limit': { icon: 'cut', text: () => t('output limit') },
  'failing-command': {
    icon: 'loop',
    text: (times) => t('same failure × {0}', formatCount(times)),
  },
  'cache-expired': { icon: 'clock', text: () => t('cache expired') },
};

/** Sub-agents with their sum, what a finding is about, and compactions; the first of what would lie over each other. */
export function Marks({ model, scale, width }: MarksProps) {
  const { session, placeOf, findings } = model;
  const marks: Mark[] = [];
  // A mark stays with what is visible of its call.
  const leftOf = (call: number): number => {
    const place = placeOf[call] ?? 0;
    const left = scale.at[place]! * width;
    return left < 0 && scale.at[place + 1]! > 0 ? 0 : left;
  };
  for (const { rule, call, calls } of findings) {
    const mark = Object.hasOwn(MARKED, rule) ? MARKED[rule] : undefined;
    if (mark === undefined) continue;
    // A mark with a bracket stands at its beginning.
    const first = isBracketed(rule) ? Math.min(call, ...calls) : call;
    const text = mark.text(calls.length);
    marks.push({ left: leftOf(first), icon: mark.icon, text, warn: rule !== 'cache-expired' });
  }
  for (const { index, left } of agentStretches(model, scale)) {
    const { name, figures } = session.agents[index]!;
    const sum = figures.money.usd === null ? '' : ` ${formatUsd(figures.money.usd)}`;
    const text = `${name ?? t('sub-agent')}${sum}`;
    marks.push({ left: left * width, icon: 'branch', text, warn: false });
  }
  for (const event of session.events) {
    if (event.kind !== 'compaction') continue;
    const left = event.call < session.calls.length ? leftOf(event.call) : width;
    marks.push({ left, icon: eventIcons[event.kind], text: eventLabel(event), warn: false });
  }
  return <Written marks={marks} width={width} />;
}

function Written({ marks, width }: { readonly marks: readonly Mark[]; readonly width: number }) {
  let free = -1;
  return (
    <>
      {marks
        .filter(({ left }) => left >= 0 && left <= width)
        .sort((a, b) => a.left - b.left)
        .map(({ left, icon, text, warn }, i) => {
          const start = Math.min(left, Math.max(0, width - 24));
          if (start < free) return null;
          const size = text.length * 7 + 26;
          free = start + Math.min(size, width - start);
          return (
            <span
              key={i}
              class={warn ? 'session-mark warn' : 'session-mark'}
              title={text}
              style={{ left: `${start}px`, maxWidth: `${width - start}px` }}
              aria-hidden="true"
            >
              <Icon name={icon} class="small" /> {text}
            </span>
          );
        })}
    </>
  );
}

const isBracketed = (rule: string): boolean => rule === 'failing-command';
const FOOT = 3;

/** Over the strip: from the first to the last call of what failed again, and of each sub-agent. */
export function Brackets({ model, scale, width }: MarksProps) {
  const { placeOf, findings } = model;
  const again = findings
    .filter(({ rule, calls }) => isBracketed(rule) && calls.length > 1)
    .map(({ calls }) => {
      const places = calls.map((call) => placeOf[call] ?? 0);
      const left = scale.at[Math.min(...places)]!;
      return { left, right: scale.at[Math.max(...places) + 1]!, warn: true };
    });
  const agents = agentStretches(model, scale).map((agent) => ({ ...agent, warn: false }));
  const y = LANES.strip.top - 1.5;
  return (
    <>
      {[...again, ...agents].map(({ left, right, warn }, i) => {
        const from = left * width + 1;
        const to = right * width - 1;
        if (to - from < 2 || to < 0 || from > width) return null;
        return (
          <path
            key={i}
            class={warn ? 'session-bracket warn' : 'session-bracket'}
            d={`M${from} ${y}v${-FOOT}H${to}v${FOOT}`}
          />
        );
      })}
    </>
  );
}
