import type { ComponentChildren, JSX, TargetedKeyboardEvent } from 'preact';
import { Icon } from './icons';

interface FindBoxProps {
  /** Names the box; stands in it while it is empty, unless `placeholder` does. */
  readonly label: string;
  readonly placeholder?: string;
  readonly query: string;
  /** How much was found, or why nothing; empty while nothing is looked for. */
  readonly found: string;
  /** The query cannot be looked for. */
  readonly invalid?: boolean;
  /** What was found is read out as it changes. */
  readonly isStatus?: boolean;
  readonly onInput: (query: string) => void;
  readonly onKeyDown: (event: TargetedKeyboardEvent<HTMLInputElement>) => void;
  /** Options of the search, as buttons in the box. */
  readonly children?: ComponentChildren;
}

/** The box at the head of a list in which one types what to find. */
export function FindBox(props: FindBoxProps): JSX.Element {
  const { label, placeholder = label, query, found, invalid = false, isStatus = false } = props;
  return (
    <div class={invalid ? 'find invalid' : 'find'} role="search">
      <Icon name="find" />
      <input
        type="text"
        data-place="find"
        placeholder={placeholder}
        aria-label={label}
        spellcheck={false}
        value={query}
        onInput={(event) => props.onInput(event.currentTarget.value)}
        onKeyDown={props.onKeyDown}
      />
      <span class="found" role={isStatus ? 'status' : undefined} title={found}>
        {found}
      </span>
      {props.children}
    </div>
  );
}
