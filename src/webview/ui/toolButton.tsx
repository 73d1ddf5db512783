import type { JSX } from 'preact';
import { Icon, type IconName } from './icons';

interface ToolButtonProps {
  readonly name: string;
  readonly icon: IconName;
  /** Its key, told in the tooltip. */
  readonly keys?: string;
  /** Whether it is on, where it switches. */
  readonly pressed?: boolean;
  readonly onClick: () => void;
}

/** A button of a tool bar: an icon, named and with its key like VS Code's own. */
export function ToolButton({
  name,
  icon,
  keys = '',
  pressed,
  onClick,
}: ToolButtonProps): JSX.Element {
  return (
    <button
      type="button"
      class="tool"
      title={keys === '' ? name : `${name} (${keys})`}
      aria-label={name}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
