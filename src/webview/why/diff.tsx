import { commonItems } from '../../core/why/align';
import { lineFacts, linesOf, normalised } from '../../core/why/lineFacts';
import type { EditStory } from '../../core/why/story';
import { t } from '../ui/l10n';

/** Lines of an edit that are shown. */
const SHOWN = 8;
const MAX_TEXT = 400;

interface Row {
  readonly mark: '−' | '+' | ' ';
  readonly text: string;
}

/** Old and new text of an edit; the line that was asked about has a bar. */
export function Diff({ story, asked }: { story: EditStory; asked: string }) {
  const rows = rowsOf(story);
  const wanted = normalised(asked);
  const at = rows.findIndex((row) => row.mark === '+' && normalised(row.text) === wanted);
  const from = Math.max(0, Math.min(at - 3, rows.length - SHOWN));
  const shown = rows.slice(from, from + SHOWN);
  return (
    <>
      <div class="diff code" role="group" aria-label={t('Old and new text of the edit')}>
        {shown.map((row, i) => (
          <div key={i} class={`${CLASSES[row.mark]} ${from + i === at ? 'asked' : ''}`}>
            <span>{row.mark}</span>
            <span>{row.text.slice(0, MAX_TEXT)}</span>
          </div>
        ))}
      </div>
    </>
  );
}

const CLASSES = { '−': 'removed', '+': 'added', ' ': 'same' } as const;

function rowsOf({ old, new: next }: EditStory): readonly Row[] {
  const before = linesOf(old ?? '');
  const after = linesOf(next);
  const key = (line: string): number => lineFacts(line)?.hash ?? 0;
  const partner = commonItems(before.map(key), after.map(key));
  const rows: Row[] = [];
  let added: Row[] = [];
  let done = 0;
  // What was taken out stands above what came in its place.
  const changesBefore = (end: number): void => {
    for (; done < end; done++) rows.push({ mark: '−', text: before[done]! });
    rows.push(...added);
    added = [];
  };
  for (const [j, text] of after.entries()) {
    const i = partner[j]!;
    if (i < 0) {
      added.push({ mark: '+', text });
      continue;
    }
    changesBefore(i);
    rows.push({ mark: ' ', text });
    done = i + 1;
  }
  changesBefore(before.length);
  return rows;
}
