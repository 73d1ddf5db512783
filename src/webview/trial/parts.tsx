import type { ComponentChildren, JSX } from 'preact';
import type { TrialProblem } from '../../core/trial/model';
import { Icon } from '../ui/icons';
import { Rich } from '../ui/rich';
import { rich } from './names';

/** One row of the form: its name on the left, or above where it is narrow. */
export function FormRow(props: {
  readonly id: string;
  readonly title: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <section class="form-row" id={`row-${props.id}`} aria-labelledby={`row-${props.id}-title`}>
      <h2 id={`row-${props.id}-title`}>{props.title}</h2>
      <div>{props.children}</div>
    </section>
  );
}

/** Problems in a row of the form: what blocks the start first. At most a few are listed. */
export function Problems(props: {
  readonly problems: readonly TrialProblem[];
}): JSX.Element | null {
  if (props.problems.length === 0) return null;
  const sorted = [...props.problems].sort((a, b) => Number(b.blocks) - Number(a.blocks));
  return (
    <ul class="problems">
      {sorted.slice(0, 5).map((problem, i) => (
        <li key={i} class={problem.blocks ? 'blocks' : ''}>
          <Icon name={problem.blocks ? 'stop' : 'warning'} />
          <span>
            <Rich text={rich(problem.sentence)} />
          </span>
        </li>
      ))}
    </ul>
  );
}
